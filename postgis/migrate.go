package postgis

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// ErrNewer is the error of Open where a newer version of the program has written the
// tables.
var ErrNewer = errors.New("the database was written by a newer version of xiantu: use that version, or a copy of the data from before it")

// migrationLock is the advisory lock under which the tables are brought up to date.
const migrationLock = 5114250001

// jobSchema keeps River's tables apart from what QGIS users see.
const jobSchema = "river"

// migrate brings the tables up to date, one process at a time. Where they are so
// already it costs one query.
func migrate(ctx context.Context, config *pgx.ConnConfig) error {
	config.RuntimeParams["statement_timeout"] = "0"
	config.RuntimeParams["lock_timeout"] = "0"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	newest, err := newestMigration()
	if err != nil {
		return err
	}
	held, err := heldMigration(ctx, conn)
	if err != nil || held == newest {
		return err
	}
	if held > newest {
		return ErrNewer
	}
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	return migrateLocked(ctx, config)
}

// migrateLocked runs River's migrations before ours, so that our newest number tells
// that all is done.
func migrateLocked(ctx context.Context, config *pgx.ConnConfig) error {
	db := stdlib.OpenDB(*config)
	defer db.Close()
	if _, err := db.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+jobSchema); err != nil {
		return err
	}
	jobs, err := rivermigrate.New(riverdatabasesql.New(db), &rivermigrate.Config{Schema: jobSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	if _, err := jobs.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("prepare the tables of jobs: %w", err)
	}
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	ours, err := goose.NewProvider(goose.DialectPostgres, db, files)
	if err != nil {
		return err
	}
	if _, err := ours.Up(ctx); err != nil {
		return fmt.Errorf("prepare the tables: %w", err)
	}
	return nil
}

func newestMigration() (int64, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, name := range names {
		number, err := goose.NumericComponent(name)
		if err != nil {
			return 0, err
		}
		newest = max(newest, number)
	}
	return newest, nil
}

// heldMigration is the number of the newest migration applied; 0 in an empty database.
func heldMigration(ctx context.Context, conn *pgx.Conn) (number int64, err error) {
	err = conn.QueryRow(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&number)
	if isState(err, "42P01") {
		return 0, nil
	}
	return number, err
}
