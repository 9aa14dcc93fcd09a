package maps

// tints are the pale colours of townships: told apart by those who see red and
// green alike too, since they differ in lightness.
var tints = []Color{rgb(0xfbe3c8), rgb(0xd9ead3), rgb(0xfdf3b8), rgb(0xd6e4f2), rgb(0xf4d5dc), rgb(0xe4dcef), rgb(0xcfe8e6), rgb(0xefe6da)}
