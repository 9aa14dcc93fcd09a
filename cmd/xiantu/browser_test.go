package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// serve runs the service on a free port until the test ends, and returns its address.
func (c *county) serve() string {
	c.t.Helper()
	read, write := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, c.line("serve", "--listen", "127.0.0.1:0"), write, os.Stderr)
		write.Close()
	}()
	c.t.Cleanup(func() {
		stop()
		if code := <-ended; code != 0 {
			c.t.Errorf("serve ended with %d", code)
		}
	})
	said, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		c.t.Fatalf("serve said nothing: %v", err)
	}
	go io.Copy(io.Discard, read)
	return strings.TrimSpace(strings.TrimPrefix(said, "Xiantu serves "))
}

// TestBrowser drives the page in Chromium, with the demo county behind it. Its
// pictures go to the folder XIANTU_SCREENSHOTS where that is set.
func TestBrowser(t *testing.T) {
	c := newPrivateCounty(t)
	c.run(0, "demo", "--load")
	pictures := os.Getenv("XIANTU_SCREENSHOTS")
	if pictures == "" {
		pictures = t.TempDir()
	}
	drive := exec.CommandContext(t.Context(), "node", filepath.Join("..", "..", "web", "client", "test", "browser.mjs"), c.serve(), pictures)
	out, err := drive.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the page does not do what a planner needs: %v", err)
	}
}
