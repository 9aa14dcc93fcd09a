package export

import (
	"errors"
	"strings"

	"github.com/xiantu/xiantu/gdal"
)

// What errors of this package are, beside those of the context and of the file written to.
var (
	ErrInvalid     = errors.New("cannot be exported so")
	ErrUnavailable = errors.New("cannot be exported here")
)

// Error is a sentence for people.
type Error struct {
	Said Title
	Is   error // ErrInvalid or ErrUnavailable
}

// Error is the sentence in English.
func (e *Error) Error() string { return e.Said.En }

// Unwrap is what kind of error it is.
func (e *Error) Unwrap() error { return e.Is }

// Invalid is an error about what was asked for.
func Invalid(zh, en string) error { return &Error{Title{zh, en}, ErrInvalid} }

func unavailable(zh, en string) error { return &Error{Title{zh, en}, ErrUnavailable} }

// explained makes a sentence of what a child of GDAL ended with.
func explained(err error) error {
	var lacking *gdal.DriverError
	var failure *gdal.Failure
	switch {
	case errors.Is(err, gdal.ErrMissing):
		return unavailable("缺少 GDAL 程序 ogrinfo 和 ogr2ogr：请安装 gdal-bin；GeoJSON、CSV 和 XLSX 不需要它", err.Error()+"; GeoJSON, CSV and XLSX need none")
	case errors.As(err, &lacking):
		return unavailable("所安装的 GDAL 不能写出 "+lacking.Driver+"：请安装 gdal-bin", err.Error())
	case !errors.As(err, &failure):
		return err
	case failure.Limit:
		return unavailable("写出文件所用时间、内存或空间超出限制：请按级别或县分开导出", "writing the file took more time, memory or room than it may: export levels or counties one by one")
	case strings.Contains(failure.Complaint, "No space left"), strings.Contains(failure.Complaint, "I/O failure"), strings.Contains(failure.Complaint, "disk is full"):
		return noRoom()
	}
	return unavailable("GDAL 不能写出文件："+failure.Said, "GDAL cannot write the file: "+failure.Said)
}

func noRoom() error {
	return unavailable("磁盘空间不足，文件没有写完：请清理磁盘或更换 TMPDIR", "the disk is full, the file could not be written whole: make room, or set TMPDIR to another disk")
}
