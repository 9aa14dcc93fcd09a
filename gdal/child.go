package gdal

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// The limits of a child that says none of its own.
const (
	Time       = 20 * time.Minute // for the caller's context
	cpuSeconds = 900
	memory     = 3 << 20  // KB of address space
	fileSize   = 16 << 30 // bytes, of each file that it writes
)

// Child is how a program of GDAL's is to be run.
type Child struct {
	Folder   string   // a temporary folder of the caller's: the child works in it
	Drivers  []string // the only ones that it may use, by GDAL's names
	FileSize int64    // bytes that a file may have that it writes; 0: 16 GB
}

// Command makes a child that ends with ctx, and its own children with it. The error is
// ErrMissing where GDAL is not installed, and a *DriverError where it lacks a driver.
func (c Child) Command(ctx context.Context, program string, args ...string) (*exec.Cmd, error) {
	installed, err := Drivers()
	if err != nil {
		return nil, err
	}
	for _, d := range c.Drivers {
		if !slices.Contains(installed, d) {
			return nil, &DriverError{d}
		}
	}
	skip := slices.DeleteFunc(slices.Clone(installed), func(d string) bool { return slices.Contains(c.Drivers, d) })
	// ulimit -f counts blocks of 512 bytes in sh.
	limits := fmt.Sprintf(`ulimit -v %d; ulimit -t %d; ulimit -c 0; ulimit -f %d; exec "$@"`, memory, cpuSeconds, cmp.Or(c.FileSize, fileSize)/512)
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", limits, "sh", program}, args...)...)
	cmd.Dir = c.Folder
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "HOME=" + c.Folder, "TMPDIR=" + c.Folder, "CPL_TMPDIR=" + c.Folder,
		"OGR_SKIP=" + strings.Join(skip, ","), "GDAL_DRIVER_PATH=disable", "PROJ_NETWORK=OFF", "SHAPE_RESTORE_SHX=YES", "OGR_GEOJSON_MAX_OBJ_SIZE=500",
		"GDAL_HTTP_TIMEOUT=1", "CPL_VSIL_CURL_ALLOWED_EXTENSIONS=.none", "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "GDAL_CACHEMAX=64",
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	return cmd, nil
}

// Run runs a program to its end and returns what it prints, of which the first 8 MB
// count. The error of a child that failed is a *Failure.
func (c Child) Run(ctx context.Context, program string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, Time)
	defer stop()
	cmd, err := c.Command(ctx, program, args...)
	if err != nil {
		return "", err
	}
	out, complaint := Buffer{Limit: 8 << 20}, Buffer{Limit: 16 << 10}
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return "", c.Failed(ctx, err, complaint.String()+"\n"+out.String())
	}
	return out.String(), nil
}

// Failed makes a child's end a *Failure, or the context's error where the caller gave up.
func (c Child) Failed(ctx context.Context, err error, complaint string) error {
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	return &Failure{
		Limit:     ctx.Err() != nil || strings.Contains(err.Error(), "signal"),
		Said:      firstComplaint(complaint, c.Folder),
		Complaint: complaint,
	}
}

// firstComplaint is the first line GDAL has written that says an error, the folder's
// name left out.
func firstComplaint(complaint, folder string) string {
	complaint = strings.ReplaceAll(complaint, folder+"/", "")
	for l := range strings.SplitSeq(complaint, "\n") {
		if _, text, found := strings.Cut(l, ": "); found && strings.HasPrefix(l, "ERROR") {
			return strings.TrimSpace(text)
		}
	}
	return "GDAL says no more"
}

// Buffer keeps the first bytes written to it, and takes the rest without keeping it.
type Buffer struct {
	bytes.Buffer
	Limit int
}

// Write never fails.
func (b *Buffer) Write(p []byte) (int, error) {
	if room := b.Limit - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
