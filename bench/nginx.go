package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// nginx is Debian's nginx (nginx-light) serving a folder of compressed files as it can best.
type nginx struct {
	address string
	cmd     *exec.Cmd
}

const nginxConfig = `daemon off; worker_processes auto; pid %[1]s/pid; error_log %[1]s/error.log; %[4]s
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; server_tokens off;
  open_file_cache max=100000 inactive=10m; open_file_cache_valid 10m;
  client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi; uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
  types { application/vnd.mapbox-vector-tile mvt; }
  server { listen %[2]s; root %[3]s; gzip_static always; gzip_vary on; }
}
`

// startNginx serves the folder root; where nginx is not installed it says what to do.
func startNginx(ctx context.Context, folder, root string) (*nginx, error) {
	path, err := exec.LookPath("nginx")
	if err != nil {
		return nil, fmt.Errorf("%w: install nginx-light, or let `make bench` do so", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	n := &nginx{address: listener.Addr().String()}
	listener.Close()
	user := ""
	if os.Geteuid() == 0 {
		user = "user root;" // its workers read files of ours
	}
	config := filepath.Join(folder, "nginx.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, nginxConfig, folder, n.address, root, user), 0o600); err != nil {
		return nil, err
	}
	n.cmd = exec.CommandContext(ctx, path, "-p", folder, "-c", config, "-e", filepath.Join(folder, "error.log"))
	n.cmd.Cancel = func() error { return n.cmd.Process.Signal(os.Interrupt) } // it ends its workers
	if err := n.cmd.Start(); err != nil {
		return nil, err
	}
	for range 100 {
		if conn, err := net.Dial("tcp", n.address); err == nil {
			return n, conn.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	n.stop()
	said, _ := os.ReadFile(filepath.Join(folder, "error.log"))
	return nil, fmt.Errorf("nginx does not answer: %s", said)
}

func (n *nginx) stop() {
	n.cmd.Process.Signal(os.Interrupt)
	n.cmd.Wait()
}
