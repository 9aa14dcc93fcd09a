package tiles

// ClusterZoom is the last zoom at which facilities that stand close together are drawn
// as one point with their number. From the next zoom on each is drawn for itself.
const ClusterZoom = 11
