// Package cluster runs the private PostgreSQL that a data folder has when no database
// was named. Programs that use the same folder share it: the first one in starts it,
// the last one out stops it.
//
//	private, err := cluster.Open(ctx, "data", cluster.Options{})
//	defer private.Close()
//	conn, err := pgx.Connect(ctx, private.URL("postgres"))
//
// In the folder lies postgres/, with
//
//	XIANTU     the marker: the layout's number, and where the cluster is
//	cluster/   PostgreSQL's data directory
//	gate.lock  held alone, for a moment, while the server is started or stopped
//	users.lock held together by every program that uses the server, and so let go by
//	           the kernel when one is killed
//	log        what the server says
//
// The server is a process of its own session: it outlives whoever started it, and the
// next one in finds it. It listens on a unix socket in a folder that only its user can
// enter, never on a port.
//
// PostgreSQL refuses to run as root. Started by root, it runs as user postgres; where
// that user cannot enter the data folder (it lies in root's home, say), all but the
// marker is kept in /var/lib/xiantu/<hash of the folder's path>/ instead, and the
// marker names that place. The data then moves with neither: copy both to back up, or
// use pg_dump.
package cluster
