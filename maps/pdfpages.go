package maps

import (
	"runtime"

	"golang.org/x/sync/errgroup"
)

// numbered gives the layers and pictures of all pages their numbers, in the order in
// which they are drawn.
func numbered(pages []Page) (*pdfLayers, *pdfImages) {
	layers, images := &pdfLayers{titles: pages[0].Scene.Layers}, &pdfImages{}
	for _, p := range pages {
		walk(p.Scene.Nodes, func(n Node) {
			switch n := n.(type) {
			case *Group:
				if n.Layer != "" {
					layers.number(n.Layer)
				}
			case *Picture:
				images.number(n.Image)
			}
		})
	}
	return layers, images
}

// drawnPages are the compressed contents of the pages, drawn as many at a time as there
// are processors: what they use is numbered already and only read.
func drawnPages(pages []Page, first *fonts, fonts []*pdfFont, layers *pdfLayers, images *pdfImages) [][]byte {
	contents := make([][]byte, len(pages))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range pages {
		group.Go(func() error {
			c := newPDFContent(p.Scene, first, fonts, layers, images)
			c.nodes(p.Scene.Nodes)
			contents[i] = deflated(c.out.Bytes())
			return nil
		})
	}
	group.Wait() // none fails
	return contents
}
