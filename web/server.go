package web

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gorilla/mux"
	"github.com/maypok86/otter/v2"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// editions are the pictures that answers are made from. *edition.Cache is one.
type editions interface {
	Edition(ctx context.Context, key edition.Key) (*edition.Edition, error)
	Days(ctx context.Context, county adcode.Code) ([]edition.Change, error)
	Counties(ctx context.Context) ([]edition.County, error)
	Extents(ctx context.Context) (map[adcode.Code]edition.Extent, error)
	Invalidate(county adcode.Code, now edition.Versions)
	Refresh(ctx context.Context) error
	Epoch() uint64
}

// ledger is where what is decided goes, and where names are looked up. *postgis.Store
// is one.
type ledger interface {
	Register(ctx context.Context, county adcode.Code) (edition.Register, error)
	Commit(ctx context.Context, w edition.Write) (map[adcode.Code]edition.Versions, error)
}

// books is all that the pages need of the ledger; each part stands with its pages.
type books interface {
	ledger
	orders
	inferred
	drafts
	registrar
	dossiers
	reckoner
}

// Config is what a Server is made of. Editions, Ledger and Uploads are needed.
type Config struct {
	Editions editions
	Ledger   books
	Uploads  uploads
	Log      *slog.Logger     // nil: slog.Default
	Now      func() time.Time // nil: time.Now
	Client   fs.FS            // the built client; nil: the one in the binary
	Hosts    []string         // names that requests may come for beside localhost; "*" for any
	Version  string           // of the program, for the documents about it
	Origins  []string         // sites whose pages may read, as "https://host"; AnyOrigin for all; none: no other site
	Basemap  Basemap          // pictures under the map; none unless given
	Tiles    tiles.Options    // bounds of the tiles kept and made; zeros for the defaults
}

// Server answers HTTP.
type Server struct {
	Config
	router     *mux.Router
	api        huma.API
	handler    http.Handler
	metrics    *prometheus.Registry
	documents  *otter.Cache[string, *document]
	answers    *otter.Cache[string, answerBody]
	questions  *otter.Cache[string, askedQuestion]
	views      *otter.Cache[viewKey, *edition.Edition]
	gatherings *gatherings
	tiles      *tiles.Cache
	quick      *tileMemory
	provider   *provider     // of the base map; nil: none
	searches   chan struct{} // for sites, under way
	writing    chan struct{} // of files to export, under way
	printing   chan struct{} // of sheets, under way
}

// New makes a server; nothing runs until Serve, or until its Handler is used.
func New(config Config) (*Server, error) {
	if config.Editions == nil || config.Ledger == nil || config.Uploads == nil {
		return nil, errors.New("web: Editions, Ledger and Uploads must be given")
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	config.Tiles.Log = cmp.Or(config.Tiles.Log, config.Log)
	if config.Now == nil {
		config.Now = time.Now
	}
	s := &Server{
		Config: config, router: mux.NewRouter(), metrics: prometheus.NewRegistry(),
		documents: newDocuments(), answers: newAnswers(), questions: newQuestions(), views: newViews(), gatherings: newGatherings(), searches: make(chan struct{}, mostSearches), writing: make(chan struct{}, mostWriting), printing: make(chan struct{}, mostPrinting), tiles: tiles.NewCache(config.Tiles),
	}
	var err error
	if s.provider, err = newProvider(config.Basemap, s.version()); err != nil {
		return nil, err
	}
	s.router.Use(s.measured())
	s.router.NotFoundHandler = http.HandlerFunc(s.notFound)
	s.router.MethodNotAllowedHandler = http.HandlerFunc(s.methodNotAllowed)
	s.api = s.newAPI()
	if err := s.routes(); err != nil {
		return nil, err
	}
	s.handler = s.quickly(s.guarded(s.router))
	return s, nil
}

// routes registers every subject.
func (s *Server) routes() error {
	s.tileRoutes() // first: routes are tried in this order, and nothing is asked for as often
	s.healthRoutes()
	s.countyRoutes()
	s.unitRoutes()
	s.changeRoutes()
	s.lineageRoutes()
	s.inferenceRoutes()
	s.crosswalkRoutes()
	s.codeRoutes()
	s.stateRoutes()
	s.paperRoutes()
	s.planRoutes()
	s.planPreviewRoutes()
	s.searchRoutes()
	s.borderRoutes()
	s.facilityRoutes()
	s.coverageRoutes()
	s.coverageCompareRoutes()
	s.sitecheckRoutes()
	s.freelandRoutes()
	s.cemeteryRoutes()
	s.accessRoutes()
	s.indicatorRoutes()
	s.statisticRoutes()
	s.sitingRoutes()
	s.importRoutes()
	s.jobRoutes()
	s.styleRoutes()
	s.basemapRoutes()
	s.sheetRoutes()
	s.exportRoutes()
	s.madeRoutes()
	s.ogcRoutes()
	s.openAPIRoutes()
	return s.clientRoutes()
}

// Handler is the whole service, for a server of the caller's own or for tests.
func (s *Server) Handler() http.Handler { return s.handler }

// Serve answers on a listener until ctx ends, then lets what is under way finish for
// up to ten seconds. The error is nil after an orderly end.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 10 * time.Second, // bodies have deadlines of their own: see body.go
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		server.Close() // event streams do not end by themselves
	}
	<-ended
	return nil
}
