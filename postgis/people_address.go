package postgis

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// addressReader reads groups' addresses as the database writes them. A county has thousands,
// of a hundred villages: codes that were read before are known, and the plain form is
// read without the parts of encoding/json that find out what comes.
type addressReader struct{ codes map[string]adcode.Code }

// addresses reads demand_point.addresses: [[2019, "511425100201", 3], ...].
func (r *addressReader) addresses(text []byte) ([]edition.Address, error) {
	list := make([]edition.Address, 0, max(0, bytes.Count(text, []byte("["))-1))
	rest, ok := after(text, "[")
	for ok && !bytes.HasPrefix(rest, []byte("]")) {
		var a edition.Address
		if a, rest, ok = r.address(rest); ok {
			list = append(list, a)
			rest = bytes.TrimPrefix(rest, []byte(", "))
		}
	}
	if !ok || string(rest) != "]" {
		return readAddresses(text)
	}
	return list, nil
}

// address reads one address of the plain form; ok is false for any other.
func (r *addressReader) address(text []byte) (a edition.Address, rest []byte, ok bool) {
	if rest, ok = after(text, "["); !ok {
		return a, nil, false
	}
	if a.Year, rest, ok = number(rest); !ok {
		return a, nil, false
	}
	if rest, ok = after(rest, `, "`); !ok {
		return a, nil, false
	}
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return a, nil, false
	}
	if a.Village, ok = r.code(rest[:end]); !ok {
		return a, nil, false
	}
	if rest, ok = after(rest[end:], `", `); !ok {
		return a, nil, false
	}
	if a.No, rest, ok = number(rest); !ok {
		return a, nil, false
	}
	rest, ok = after(rest, "]")
	return a, rest, ok
}

func (r *addressReader) code(text []byte) (adcode.Code, bool) {
	if code, known := r.codes[string(text)]; known {
		return code, true
	}
	code, err := adcode.Parse(string(text))
	if err != nil {
		return code, false
	}
	r.codes[string(text)] = code
	return code, true
}

func after(text []byte, sign string) ([]byte, bool) { return bytes.CutPrefix(text, []byte(sign)) }

// number reads the digits that a text begins with.
func number(text []byte) (n int, rest []byte, ok bool) {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(string(text[:i]))
	return n, text[i:], err == nil
}

// readAddresses reads addresses in whatever way JSON may be written.
func readAddresses(text []byte) ([]edition.Address, error) {
	var rows [][3]json.RawMessage
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("read its addresses: %w", err)
	}
	addresses := make([]edition.Address, len(rows))
	for i, r := range rows {
		a := &addresses[i]
		if err := errors.Join(json.Unmarshal(r[0], &a.Year), json.Unmarshal(r[1], &a.Village), json.Unmarshal(r[2], &a.No)); err != nil {
			return nil, fmt.Errorf("read its addresses: %w", err)
		}
	}
	return addresses, nil
}
