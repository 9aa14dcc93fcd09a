package postgis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/xiantu/xiantu/postgis/cluster"
)

// Options say which database a store is kept in: URL's, or with no URL the private
// PostgreSQL in the folder Data, which is made if need be.
type Options struct {
	Data string
	URL  string
	Log  *slog.Logger // nil: slog.Default()
}

// Store is the truth about every county. It is safe for use by many goroutines.
type Store struct {
	pool    *pgxpool.Pool
	private *cluster.Cluster // nil with a database of the user's own
	log     *slog.Logger
}

// Open connects to the database, starts the private one where none runs yet, and
// brings its tables up to date. The error is one sentence for a person: what is
// missing, whose folder it is, what to install.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{log: o.Log}
	if s.log == nil {
		s.log = slog.Default()
	}
	url := o.URL
	if url == "" {
		private, err := cluster.Open(ctx, o.Data, cluster.Options{Log: s.log})
		if err != nil {
			return nil, err
		}
		s.private, url = private, private.URL(databaseName)
	}
	if err := s.connect(ctx, url); err != nil {
		return nil, errors.Join(saidOpening(err), s.Close(ctx))
	}
	if err := s.mendDerived(ctx); err != nil { // the program needs none of them
		s.log.Warn("the shapes that other programs see of units without one of their own are not all up to date", "error", err)
	}
	return s, nil
}

// databaseName is the database within the private cluster.
const databaseName = "xiantu"

// Close gives the connections back and leaves the private cluster: the last one out
// stops it. Work and Watch must have returned.
func (s *Store) Close(context.Context) error {
	if s.pool != nil {
		s.pool.Close()
	}
	if s.private != nil {
		return s.private.Close()
	}
	return nil
}

// URL is the address of the database, for other programs: psql, QGIS.
func (s *Store) URL() string { return s.pool.Config().ConnString() }

// Version tells which PostgreSQL and PostGIS keep the store.
func (s *Store) Version(ctx context.Context) (string, error) {
	var version string
	err := s.pool.QueryRow(ctx, `SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version()`).Scan(&version)
	return version, err
}

func (s *Store) connect(ctx context.Context, url string) error {
	config, err := s.config(url)
	if err != nil {
		return err
	}
	if s.private != nil {
		if err := ensureDatabase(ctx, config.ConnConfig.Copy()); err != nil {
			return err
		}
	}
	if err := migrate(ctx, config.ConnConfig.Copy()); err != nil {
		return err
	}
	s.pool, err = pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	return s.pool.Ping(ctx)
}

// config bounds what a connection may take: a statement half a minute (Commit lifts
// that for itself), a lock its turn within ten seconds, a transaction left open by a
// peer that has gone silent half a minute.
func (s *Store) config(url string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	limits := map[string]string{
		"application_name":                    "xiantu",
		"timezone":                            "UTC",
		"statement_timeout":                   "30s",
		"lock_timeout":                        "10s",
		"idle_in_transaction_session_timeout": "30s",
		"tcp_user_timeout":                    "15s",
	}
	for name, value := range limits {
		if _, given := config.ConnConfig.RuntimeParams[name]; !given {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	config.MaxConns = max(config.MaxConns, 8)
	config.MaxConnIdleTime = 5 * time.Minute
	config.AfterConnect = registerGeometry
	if s.private != nil {
		config.BeforeConnect = func(ctx context.Context, _ *pgx.ConnConfig) error { return s.private.Ensure(ctx) }
	}
	return config, nil
}

// ensureDatabase makes the database in a new private cluster.
func ensureDatabase(ctx context.Context, config *pgx.ConnConfig) error {
	conn, err := pgx.ConnectConfig(ctx, config)
	if err == nil {
		return conn.Close(ctx)
	}
	if !isState(err, "3D000") {
		return err
	}
	config.Database = "postgres"
	conn, err = pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "CREATE DATABASE "+databaseName)
	if isState(err, "42P04") || isState(err, "23505") { // another command was faster
		return nil
	}
	return err
}

// isState reports whether err is PostgreSQL's refusal with an SQLSTATE.
func isState(err error, state string) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == state
}
