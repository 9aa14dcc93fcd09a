package cluster

import (
	"context"
	"fmt"
	"log/slog"
	"os"
)

// Destroy ends the server of a data folder that nobody uses any more, at once, and
// removes the folder with all data. It refuses while a program uses it.
func Destroy(ctx context.Context, data string) error {
	h, err := findHome(data, Options{})
	if err != nil {
		return err
	}
	err = h.throughGate(ctx, func() error {
		users, err := tryLock(h.usersLock(), true)
		if err != nil {
			return err
		}
		if users == nil {
			return fmt.Errorf("%s is in use", data)
		}
		defer users.release()
		server, err := h.prepare(ctx, Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return err
		}
		return server.shutDown(ctx)
	})
	if err != nil {
		return err
	}
	if h.place != "" && h.place != h.folder {
		if err := os.RemoveAll(h.place); err != nil {
			return err
		}
	}
	return os.RemoveAll(data)
}
