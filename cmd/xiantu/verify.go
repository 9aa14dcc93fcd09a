package main

import "fmt"

type verifyCommand struct{}

// Run checks the chain of hashes over the record of every write.
func (c *verifyCommand) Run(app *application) error {
	if err := app.open(); err != nil {
		return err
	}
	if err := app.store.Verify(app.ctx); err != nil {
		return err
	}
	fmt.Fprintln(app.stdout, "the record of writes is whole")
	return nil
}
