package io.ocelli.ops.draw;

import io.ocelli.draw.Montage;
import io.ocelli.image.Image;
import io.ocelli.image.Raster;
import io.ocelli.image.Rgb;
import io.ocelli.ops.Findings;
import io.ocelli.ops.Op;
import io.ocelli.ops.OtherPicture;
import io.ocelli.ops.Param;
import io.ocelli.ops.Transform;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts pictures into a grid; see {@link Op}. */
@Op(
    name = "montage",
    does = "Puts this picture and others into the cells of a grid.",
    example =
        "montage second=scene/coins.png third=scene/shapes.png fourth=scene/document.png cell-width=150 cell-height=150",
    scene = "leaf",
    notes = "Each picture keeps its shape; in Java, io.ocelli.draw.Montage takes any number.")
public record MontageOperation(
    @Param(does = "the second picture", attempt = "scene/coins.png") OtherPicture second,
    @Param(does = "the third picture", byDefault = "none", attempt = "scene/shapes.png")
        Optional<OtherPicture> third,
    @Param(does = "the fourth picture", byDefault = "none", attempt = "scene/document.png")
        Optional<OtherPicture> fourth,
    @Param(does = "the fifth picture", byDefault = "none", attempt = "scene/codes.png")
        Optional<OtherPicture> fifth,
    @Param(does = "the sixth picture", byDefault = "none", attempt = "scene/street.png")
        Optional<OtherPicture> sixth,
    @Param(does = "cells in a row", byDefault = "2", attempt = "3", min = 1, max = 6) int columns,
    @Param(
            does = "width of a cell",
            unit = "px",
            byDefault = "320",
            attempt = "100",
            min = 1,
            max = 8000)
        int cellWidth,
    @Param(
            does = "height of a cell",
            unit = "px",
            byDefault = "320",
            attempt = "100",
            min = 1,
            max = 8000)
        int cellHeight,
    @Param(
            does = "free pixels between pictures",
            unit = "px",
            byDefault = "8",
            attempt = "24",
            min = 0,
            max = 1000)
        int gap,
    @Param(does = "colour of what no picture covers", byDefault = "white", attempt = "black")
        Rgb background)
    implements Transform {
  @Override
  public Raster apply(Raster in, Findings findings) {
    Montage.Layout layout =
        new Montage.Layout(
            columns, cellWidth, cellHeight, gap, background, Optional.empty(), false);
    try (Montage montage = new Montage(layout)) {
      try (Image first = in.toImage()) {
        montage.add(first, "");
      }
      Stream.concat(
              Stream.of(second), Stream.of(third, fourth, fifth, sixth).flatMap(Optional::stream))
          .forEach(
              other -> {
                try (Image picture = other.open()) {
                  montage.add(picture, "");
                }
              });
      try (Image sheet = montage.finish()) {
        return Raster.of(sheet);
      }
    }
  }
}
