package postgis

import "embed"

//go:embed queries/*.sql
var queryFiles embed.FS

// query returns the text of queries/<name>.sql.
func query(name string) string {
	text, err := queryFiles.ReadFile("queries/" + name + ".sql")
	if err != nil {
		panic("postgis: there is no query " + name)
	}
	return string(text)
}
