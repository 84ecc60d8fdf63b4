"""The disk: files that ship, kinds of files, texts in any encoding, whole writes, LibreOffice."""
