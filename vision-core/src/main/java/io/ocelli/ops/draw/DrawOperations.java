package io.ocelli.ops.draw;

import io.ocelli.ops.Operation;
import io.ocelli.ops.OperationGroup;
import java.util.List;

/** Drawing: lines, shapes, text, overlays, montages. */
public final class DrawOperations implements OperationGroup {
  @Override
  public String title() {
    return "Draw";
  }

  @Override
  public List<Class<? extends Operation>> operations() {
    return List.of(
        Line.class,
        Arrow.class,
        Rectangle.class,
        Label.class,
        Circle.class,
        Ellipse.class,
        Triangle.class,
        Polygon.class,
        Text.class,
        Grid.class,
        Overlay.class,
        SideBySide.class,
        MontageOperation.class);
  }
}
