package trust_test

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xiantu/xiantu/cql2"
	importer "github.com/xiantu/xiantu/import"
)

// mutant is a file, an order or a filter that no honest program writes.
type mutant struct {
	Format  string
	Kind    importer.Kind // of a file; empty of orders and filters
	Name    string
	Content []byte
}

// cost is what a reader made of a mutant, and what that took.
type cost struct {
	Refused      bool // as a whole, or a row of it
	Wall, CPU    time.Duration
	Peak, Child  int64 // KB: of the reader, and of the largest of its children so far
	Inconsistent string
}

const playsReader = "XIANTU_TEST_READS_MUTANTS"

// TestMutantReader is no test of its own: it is how the test binary plays a process that
// reads mutants one after the other, so that what each takes can be measured and a
// breakdown ends nothing else.
func TestMutantReader(t *testing.T) {
	if os.Getenv(playsReader) == "" {
		return
	}
	known := knownCounty(t)
	in, out := gob.NewDecoder(os.Stdin), gob.NewEncoder(os.NewFile(3, "answers"))
	for {
		var m mutant
		if err := in.Decode(&m); err != nil {
			os.Exit(0)
		}
		debug.FreeOSMemory()
		os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // the peak begins anew
		began, before := time.Now(), processorTime()
		c := readMutant(m, known)
		c.Wall, c.CPU = time.Since(began), processorTime()-before
		c.Peak, c.Child = peakMemory(), usage(syscall.RUSAGE_CHILDREN).Maxrss
		if err := out.Encode(c); err != nil {
			os.Exit(1)
		}
	}
}

// readMutant goes the way of the service: read, say what became of every row.
func readMutant(m mutant, known importer.Known) (c cost) {
	switch m.Format {
	case "CQL2 text":
		_, err := cql2.Parser{Columns: filterColumns}.Parse(string(m.Content))
		return cost{Refused: err != nil}
	case "CQL2 JSON":
		_, err := cql2.Parser{Columns: filterColumns}.ParseJSON(string(m.Content))
		return cost{Refused: err != nil}
	case "changes":
		_, err := importer.ReadOrder(bytes.NewReader(m.Content))
		return cost{Refused: err != nil}
	}
	r, err := importer.Read(context.Background(), []importer.File{{Name: m.Name, Content: m.Content}}, importer.Options{Kind: m.Kind, Date: countyDay}, known)
	if err != nil {
		return cost{Refused: true}
	}
	c.Refused = r.Err() != nil
	text, err := json.Marshal(r.Report)
	var read any
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err != nil || strings.ContainsRune(fmt.Sprint(read), 0) {
		c.Inconsistent = fmt.Sprintf("the report cannot be kept: %v", err)
	}
	n := r.Report.Counts
	if n.Accept+n.Fix+n.Warn+n.Reject != n.Rows {
		c.Inconsistent = fmt.Sprintf("rows that nothing became of: %+v", n)
	}
	if c.Refused && len(r.Write.Snapshots)+len(r.Write.Facilities)+len(r.Write.People)+len(r.Write.Zones)+len(r.Write.Roads)+len(r.Write.Backdrops) > 0 {
		c.Inconsistent = "refused, and something is to be written all the same"
	}
	return c
}

func usage(of int) (u syscall.Rusage) {
	syscall.Getrusage(of, &u)
	return u
}

// processorTime is what this process and its ended children have used.
func processorTime() time.Duration {
	var total time.Duration
	for _, of := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		u := usage(of)
		total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	return total
}

// peakMemory is the largest this process was since its peak was cleared, in KB.
func peakMemory() (peak int64) {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Sscan(after, &peak)
	return peak
}

// reader is a process that reads mutants.
type reader struct {
	command *exec.Cmd
	in      io.WriteCloser
	ask     *gob.Encoder
	answers *os.File
	answer  *gob.Decoder
	said    *tail
}

// tail keeps the beginning of what a process says at its end.
type tail struct{ bytes.Buffer }

// Write keeps the first bytes.
func (t *tail) Write(p []byte) (int, error) {
	if t.Len() < 4000 {
		t.Buffer.Write(p)
	}
	return len(p), nil
}

func startReader(t *testing.T) *reader {
	t.Helper()
	return startReaderIn(t, t.TempDir())
}

// startReaderIn starts a reader whose temporary files lie in a folder.
func startReaderIn(t *testing.T, temporary string) *reader {
	t.Helper()
	answers, theirs, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{command: exec.Command(self, "-test.run=^TestMutantReader$"), answers: answers, said: &tail{}}
	r.command.Env = append(os.Environ(), playsReader+"=1", "TMPDIR="+temporary)
	r.command.ExtraFiles = []*os.File{theirs}
	r.command.Stderr = r.said
	r.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if r.in, err = r.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := r.command.Start(); err != nil {
		t.Fatal(err)
	}
	r.ask, r.answer = gob.NewEncoder(r.in), gob.NewDecoder(answers)
	return r
}

// stop ends the process.
func (r *reader) stop() {
	r.in.Close()
	syscall.Kill(-r.command.Process.Pid, syscall.SIGKILL)
	r.command.Wait()
	r.answers.Close()
}

// read has a mutant read; ok is false where the process broke down or took longer than a
// minute, and is of no more use then.
func (r *reader) read(m mutant) (c cost, ok bool) {
	late := time.AfterFunc(time.Minute, func() { syscall.Kill(-r.command.Process.Pid, syscall.SIGKILL) })
	defer late.Stop()
	if r.ask.Encode(m) != nil || r.answer.Decode(&c) != nil {
		return c, false
	}
	return c, true
}
