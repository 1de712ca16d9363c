# Folding and matching, in MB/s of text. No peer: the figures stand beside each other.
bench_text
