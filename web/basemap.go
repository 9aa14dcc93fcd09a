package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/maypok86/otter/v2"

	"github.com/xiantu/xiantu/tiles"
)

// Basemap is whose pictures lie under the map. The zero Basemap is none.
type Basemap struct {
	Template    string        // address of a tile with {z}, {x} and {y}: XYZ or WMTS in key-value form, web Mercator; may hold a key
	Attribution string        // what the provider wants said on the map, as plain text
	Wait        time.Duration // for one tile; 0: ten seconds
}

// Bounds of what is taken from a provider, and of what is kept of it.
const (
	baseTileBytes  = 1 << 20
	baseTileWait   = 10 * time.Second
	baseTileKept   = 24 * time.Hour
	baseTilesBytes = 64 << 20
	baseTilesWide  = 8 // connections
)

var (
	baseTileKinds = []string{"image/png", "image/jpeg", "image/webp", "image/gif"}
	placeholder   = regexp.MustCompile(`\{[^{}]*\}`)
)

// errNoTile is a provider's saying that it has nothing there.
var errNoTile = errors.New("no such tile")

// provider asks for the tiles of a base map, and keeps them for a day.
type provider struct {
	template string
	agent    string
	client   *http.Client
	kept     *otter.Cache[baseTile, *document]
}

type baseTile struct{ z, x, y int }

// CheckBasemap refuses a template that no tile could be asked for by.
func CheckBasemap(template string) error {
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if strings.Count(template, part) != 1 {
			return fmt.Errorf("the address must have {z}, {x} and {y} in it, each once: %s is not there once", part)
		}
	}
	for _, part := range placeholder.FindAllString(template, -1) {
		if !slices.Contains([]string{"{z}", "{x}", "{y}"}, part) {
			return fmt.Errorf("%s is not known: write one of the provider's hosts or values in its place", part)
		}
	}
	base, err := url.Parse(baseTile{}.in(template))
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return errors.New("the address must be whole, such as https://tiles.example.cn/{z}/{x}/{y}.png")
	}
	if host, _, _ := strings.Cut(strings.TrimPrefix(template, base.Scheme+"://"), "/"); placeholder.MatchString(host) {
		return errors.New("the host must not depend on the tile")
	}
	return nil
}

// in puts an address into a template.
func (a baseTile) in(template string) string {
	return strings.NewReplacer("{z}", strconv.Itoa(a.z), "{x}", strconv.Itoa(a.x), "{y}", strconv.Itoa(a.y)).Replace(template)
}

func newProvider(b Basemap, version string) (*provider, error) {
	if b.Template == "" {
		return nil, nil
	}
	if err := CheckBasemap(b.Template); err != nil {
		return nil, fmt.Errorf("web: base map: %w", err)
	}
	return &provider{
		template: b.Template, agent: "Xiantu/" + version,
		client: &http.Client{
			Timeout: cmp.Or(b.Wait, baseTileWait), CheckRedirect: sameHost,
			Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxConnsPerHost: baseTilesWide, MaxIdleConnsPerHost: baseTilesWide, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10},
		},
		kept: otter.Must(&otter.Options[baseTile, *document]{
			MaximumWeight:    baseTilesBytes,
			Weigher:          func(_ baseTile, d *document) uint32 { return uint32(len(d.body) + 256) },
			ExpiryCalculator: otter.ExpiryWriting[baseTile, *document](baseTileKept),
		}),
	}, nil
}

// sameHost follows a provider within its own host only: it must not lead the server to
// another machine, such as one that only the server can reach.
func sameHost(next *http.Request, before []*http.Request) error {
	first := before[0].URL
	if next.URL.Host != first.Host || next.URL.Scheme != first.Scheme || len(before) > 3 {
		return fmt.Errorf("led on to %s", next.URL.Host)
	}
	return nil
}

// tile finds a tile, or asks for it; callers who want the same one wait for one answer.
func (p *provider) tile(ctx context.Context, at baseTile) (*document, error) {
	return p.kept.Get(ctx, at, otter.LoaderFunc[baseTile, *document](func(ctx context.Context, at baseTile) (*document, error) {
		return p.fetch(context.WithoutCancel(ctx), at) // others may be waiting for it; the client's limit ends it
	}))
}

func (p *provider) fetch(ctx context.Context, at baseTile) (*document, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.in(p.template), nil)
	if err != nil {
		return nil, keyless(err)
	}
	request.Header.Set("User-Agent", p.agent)
	request.Header.Set("Accept", strings.Join(baseTileKinds, ", "))
	answer, err := p.client.Do(request)
	if err != nil {
		return nil, keyless(err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusNoContent:
		return nil, errNoTile
	default:
		return nil, fmt.Errorf("answered %d", answer.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, baseTileBytes+1))
	if err != nil {
		return nil, keyless(err)
	}
	if len(body) > baseTileBytes {
		return nil, fmt.Errorf("sent more than %d bytes", baseTileBytes)
	}
	kind := http.DetectContentType(body) // what it is decides, not what it is called
	if !slices.Contains(baseTileKinds, kind) {
		return nil, fmt.Errorf("sent %s, not a picture", kind)
	}
	return &document{kind: kind, tag: tagOf(string(body)), body: body}, nil
}

// keyless takes off an error the address asked, which may hold the key.
func keyless(err error) error {
	var asked *url.Error
	if errors.As(err, &asked) {
		return asked.Err
	}
	return err
}

func (s *Server) basemapRoutes() {
	tile := operation(http.MethodGet, "/basemap/{z}/{x}/{y}", "get-basemap-tile", "tiles", "A tile of the base map that the administrator has chosen, as the provider sends it")
	tile.Description = "Web Mercator. The provider's address and key stay on the server; it is asked once a day for a tile. 404 where no base map is configured, or the provider has nothing there; 502 where it sends what is no picture, 504 where it is silent."
	tile.Responses = fileResponse("the picture", "image/png", nil)
	for _, kind := range baseTileKinds[1:] {
		tile.Responses["200"].Content[kind] = tile.Responses["200"].Content["image/png"]
	}
	huma.Register(s.api, tile, s.getBasemapTile)
}

type basemapInput struct {
	Z int `path:"z"`
	X int `path:"x"`
	Y int `path:"y"`
}

type basemapOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         func(huma.Context)
}

func (s *Server) getBasemapTile(ctx context.Context, in *basemapInput) (*basemapOutput, error) {
	if err := tiles.CheckAddress(in.Z, in.X, in.Y); err != nil {
		return nil, err
	}
	if s.provider == nil {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{"没有配置底图：管理员可用 --basemap 启动服务", "no base map is configured: the administrator may start the service with --basemap"}}
	}
	d, err := s.provider.tile(ctx, baseTile{in.Z, in.X, in.Y})
	if err != nil {
		return nil, s.basemapProblem(ctx, err)
	}
	return &basemapOutput{fmt.Sprintf("public, max-age=%d", int(baseTileKept.Seconds())), d.output().Body}, nil
}

// basemapProblem is what a provider's failure is answered with.
func (s *Server) basemapProblem(ctx context.Context, err error) error {
	var slow interface{ Timeout() bool }
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errNoTile):
		return &refusal{status: http.StatusNotFound, said: sentence{"底图在这里没有瓦片", "the base map has no tile there"}}
	case errors.As(err, &slow) && slow.Timeout():
		s.Log.Warn("base map", "id", callOf(ctx).id, "error", err)
		return &refusal{status: http.StatusGatewayTimeout, said: sentence{"底图服务没有及时答复：请稍后再试，或暂时关闭底图", "the base map's provider did not answer in time: try later, or switch the base map off"}}
	}
	s.Log.Warn("base map", "id", callOf(ctx).id, "error", err)
	return &refusal{status: http.StatusBadGateway, said: sentence{"底图服务的答复不能用（详见日志）：请管理员检查 --basemap 的地址和密钥", "what the base map's provider answers is of no use (the log says more): the administrator should check the address and key of --basemap"}}
}
