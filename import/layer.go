package importer

// layer reads a layer of another program's format.
func (r *reading) layer(o *opened, format string, build builder) error {
	return said("todo", "todo")
}

func (o *opened) zipFormat(ext string) (string, error) { return "XLSX", nil }
