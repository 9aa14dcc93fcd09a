package gdal

import (
	"errors"
	"os/exec"
	"regexp"
	"sync"
)

// ErrMissing says that GDAL's programs are not installed.
var ErrMissing = errors.New("GDAL's programs ogrinfo and ogr2ogr are missing: install gdal-bin")

// DriverError says that the GDAL that is installed lacks a driver.
type DriverError struct{ Driver string }

// Error names the driver.
func (e *DriverError) Error() string {
	return "the GDAL that is installed has no driver " + e.Driver + ": install gdal-bin"
}

// Failure is the end of a child that did not do its work.
type Failure struct {
	Limit     bool   // it took more time, memory or room than it may
	Said      string // the first error that it wrote
	Complaint string // all that it wrote
}

// Error says what the child wrote.
func (e *Failure) Error() string {
	if e.Limit {
		return "GDAL took more time, memory or room than it may"
	}
	return e.Said
}

// Drivers lists the vector drivers of the GDAL that is installed. The error is
// ErrMissing.
func Drivers() ([]string, error) { return drivers() }

var driverLine = regexp.MustCompile(`(?m)^ {2}(\S.*?) -[a-z, ]+- \(`)

var drivers = sync.OnceValues(func() ([]string, error) {
	out, err := exec.Command("ogrinfo", "--formats").Output()
	if err != nil {
		return nil, ErrMissing
	}
	var names []string
	for _, m := range driverLine.FindAllStringSubmatch(string(out), -1) {
		names = append(names, m[1])
	}
	return names, nil
})
