package io.ocelli.ops.find;

import org.bytedeco.tesseract.global.tesseract;

/** What kind of text is in the picture; Tesseract's page segmentation modes. */
public enum TextLayout {
  /** A page: columns, paragraphs, lines. */
  PAGE(tesseract.PSM_AUTO),
  /** One column of lines. */
  COLUMN(tesseract.PSM_SINGLE_COLUMN),
  /** One paragraph. */
  BLOCK(tesseract.PSM_SINGLE_BLOCK),
  /** One line. */
  LINE(tesseract.PSM_SINGLE_LINE),
  /** One word. */
  WORD(tesseract.PSM_SINGLE_WORD),
  /** Words here and there. */
  SPARSE(tesseract.PSM_SPARSE_TEXT);

  private final int mode;

  TextLayout(int mode) {
    this.mode = mode;
  }

  int mode() {
    return mode;
  }
}
