"""Charts of released figures: one value that pages and pictures are drawn from, and its picture as SVG and PNG."""
