package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// ticks is how many times a second Linux counts the processors' time (USER_HZ).
const ticks = 100

// labour is the processors' time that this process and those it has started, and these, had
// taken when it was noted: other work on the machine does not lengthen it, nor does the
// noting.
type labour struct{ own, others time.Duration }

func labourNow() labour {
	others := othersLabour()
	return labour{ownLabour(), others}
}

// since is what was taken since.
func (l labour) since() time.Duration {
	own := ownLabour()
	return own - l.own + othersLabour() - l.others
}

func ownLabour() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // there is no process without its own use
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// othersLabour is that of all processes below this one.
func othersLabour() time.Duration {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	parent, took := map[int]int{}, map[int]int{}
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:]) // from the third of proc(5)
		number := func(field int) int { n, _ := strconv.Atoi(string(fields[field-3])); return n }
		parent[pid], took[pid] = number(4), number(14)+number(15)
	}
	sum := 0
	for pid := range took {
		for at := parent[pid]; at > 1; at = parent[at] {
			if at == os.Getpid() {
				sum += took[pid]
				break
			}
		}
	}
	return time.Duration(sum) * time.Second / ticks
}
