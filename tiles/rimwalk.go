package tiles

// rimWalk matches crossings as they come along the rim. Going out raises the winding
// number of the rim, coming in lowers it; a stretch with a number above 0 is run
// from the piece that goes out to the one that comes in, one below 0, which only
// rounding makes, is run back.
type rimWalk struct {
	winding     int
	least, most int
	links       []link

	outs, ins  []crossing // not matched yet
	late, soon []crossing // matched with outs and ins beyond rimStart, where the rim closes
}

func (w *rimWalk) pass(x crossing) {
	switch {
	case x.out && w.winding >= 0:
		w.outs = append(w.outs, x)
	case x.out && len(w.ins) > 0:
		w.match(x, last(&w.ins), 0, 0)
	case x.out:
		w.soon = append(w.soon, x)
	case w.winding <= 0:
		w.ins = append(w.ins, x)
	case len(w.outs) > 0:
		w.match(last(&w.outs), x, 0, 0)
	default:
		w.late = append(w.late, x)
	}
	if x.out {
		w.winding++
	} else {
		w.winding--
	}
	w.least, w.most = min(w.least, w.winding), max(w.most, w.winding)
}

// wrap matches what belongs together across rimStart.
func (w *rimWalk) wrap() {
	for len(w.outs) > 0 && len(w.late) > 0 {
		w.match(last(&w.outs), last(&w.late), 0, rimLength)
	}
	for len(w.ins) > 0 && len(w.soon) > 0 {
		w.match(last(&w.soon), last(&w.ins), rimLength, 0)
	}
}

func (w *rimWalk) match(out, in crossing, outRound, inRound float64) {
	w.links[out.piece] = link{in.piece, out.along + outRound, in.along + inRound}
}

func last(list *[]crossing) crossing {
	x := (*list)[len(*list)-1]
	*list = (*list)[:len(*list)-1]
	return x
}
