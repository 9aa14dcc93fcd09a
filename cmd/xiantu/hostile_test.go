package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary play the program, so that what one command takes of
// processor and memory can be measured. It leaves its own account of that in a file.
func TestMain(m *testing.M) {
	account := os.Getenv(playsProgram)
	if account == "" {
		os.Exit(m.Run())
	}
	code := exitFailed
	func() {
		defer func() { // its peak is that of the process alone, unlike what wait4 tells
			status, _ := os.ReadFile("/proc/self/status")
			os.WriteFile(account, status, 0o644)
		}()
		code = Run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)
	}()
	os.Exit(code)
}

const playsProgram = "XIANTU_TEST_PLAYS_PROGRAM"

// The bounds of what a broken file may cost.
const (
	mostTime   = 2 * time.Second // of the processor
	mostMemory = 256 << 20
)

// program runs the program in a process of its own, within the bounds.
func program(t *testing.T, args ...string) (code int, said string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	account := filepath.Join(t.TempDir(), "status")
	command := exec.CommandContext(t.Context(), self, args...)
	command.Env = append(os.Environ(), playsProgram+"="+account)
	command.Stdout, command.Stderr = &out, &out
	var failed *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	status, err := os.ReadFile(account)
	if err != nil {
		t.Fatalf("xiantu %s broke down: %.2000s", strings.Join(args, " "), out.String())
	}
	var peak int64
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(after, &peak); err != nil {
		t.Fatal(err)
	}
	state := command.ProcessState
	cpu := state.UserTime() + state.SystemTime()
	t.Logf("%-8s %v, %d MB", strings.Join(args[:min(2, len(args))], " "), cpu.Round(time.Millisecond), peak>>10)
	if cpu > mostTime || peak<<10 > mostMemory {
		t.Errorf("xiantu %s takes %v of processor and %d MB", strings.Join(args, " "), cpu, peak>>10)
	}
	return state.ExitCode(), out.String()
}

// inside runs the program in this process.
func inside(t *testing.T, args ...string) (code int, said string) {
	var out bytes.Buffer
	return Run(t.Context(), args, &out, &out), out.String()
}

// Whatever a file is, each command answers it in words that say what is wrong and where,
// within the bounds, and leaves nothing half written.
func TestHostileFiles(t *testing.T) {
	c := newCounty(t)
	for _, f := range hostileFiles {
		t.Run(f.name, func(t *testing.T) {
			run := inside
			if f.large {
				run = program
			}
			folder := t.TempDir()
			in, out := filepath.Join(folder, "in.geojson"), filepath.Join(folder, "out.geojson")
			if err := os.WriteFile(in, []byte(f.text()), 0o644); err != nil {
				t.Fatal(err)
			}
			if f.check != unasked {
				code, said := run(t, "topo", "check", in)
				expect(t, "topo check", f.check, code, said)
			}
			if f.imported != unasked {
				code, said := run(t, c.line("import", "divisions", in, "--date", "2021-01-01", "--dry-run")...)
				expect(t, "import", f.imported, code, said)
			}
			if !f.large || f.cleaned {
				cleans(t, f, in, out)
			}
		})
	}
}

// expect compares an answer with the words that it must have; without, it is a yes.
func expect(t *testing.T, command, want string, code int, said string) {
	t.Helper()
	wantCode := exitFailed
	if want == "" {
		wantCode = exitDone
	}
	if code != wantCode || !strings.Contains(said, want) {
		t.Errorf("%s: exit %d, want %d and %q in: %.600s", command, code, wantCode, want, said)
	}
}

// cleans cleans a file, or is refused and leaves no result behind.
func cleans(t *testing.T, f hostileFile, in, out string) {
	code, said := inside(t, "topo", "clean", in, "--out", out)
	if _, err := os.Stat(out); (err == nil) != (code == exitDone) {
		t.Errorf("topo clean: exit %d, and its result: %v; it says %.300s", code, err, said)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); len(left) > 2 {
		t.Errorf("topo clean leaves %v", left)
	}
	if !f.cleaned {
		return
	}
	if code, said := inside(t, "topo", "check", out); code != exitDone {
		t.Errorf("topo clean leaves faults: %s", said)
	}
}
