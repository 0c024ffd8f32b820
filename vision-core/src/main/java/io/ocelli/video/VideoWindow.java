package io.ocelli.video;

import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.swing.JComponent;
import javax.swing.JFrame;
import org.jspecify.annotations.Nullable;

/**
 * A window that shows frames, scaled into it with their sides in proportion, and gives the keys
 * that were pressed. A frame is shown at once: pacing is the caller's.
 */
public final class VideoWindow implements FrameSink {
  /** What a person wants. */
  public enum Key {
    /** q, Escape, or the window was closed. */
    QUIT,
    /** Space. */
    PAUSE,
    /** The arrow to the left. */
    BACK,
    /** The arrow to the right. */
    FORWARD,
    /** The arrow up. */
    FAR_FORWARD,
    /** The arrow down. */
    FAR_BACK,
    /** The full stop: one frame on. */
    STEP
  }

  private final JFrame window;
  private final Screen screen = new Screen();
  private final BlockingQueue<Key> keys = new LinkedBlockingQueue<>();
  private long frames;

  private VideoWindow(String title, int width, int height) {
    window = new JFrame(title);
    Rectangle room = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
    double scale = Math.min(1, Math.min(0.9 * room.width / width, 0.9 * room.height / height));
    screen.setPreferredSize(
        new Dimension(Math.max(160, (int) (width * scale)), Math.max(90, (int) (height * scale))));
    window.add(screen);
    window.pack();
    window.setLocationByPlatform(true);
    window.addKeyListener(
        new KeyAdapter() {
          @Override
          public void keyPressed(KeyEvent event) {
            Key key = key(event.getKeyCode());
            if (key != null) {
              keys.add(key);
            }
          }
        });
    window.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            keys.add(Key.QUIT);
          }
        });
    window.setVisible(true);
  }

  /**
   * Opens a window for frames of a size, smaller where the screen is.
   *
   * @throws OcelliException if there is no screen
   */
  public static VideoWindow open(String title, int width, int height) {
    VideoWindow[] opened = new VideoWindow[1];
    try {
      if (GraphicsEnvironment.isHeadless()) {
        throw new HeadlessException();
      }
      EventQueue.invokeAndWait(() -> opened[0] = new VideoWindow(title, width, height));
      return opened[0];
    } catch (InvocationTargetException e) {
      throw noScreen(e.getCause());
    } catch (HeadlessException | AWTError | LinkageError e) {
      throw noScreen(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noScreen(e);
    }
  }

  private static OcelliException noScreen(@Nullable Throwable cause) {
    return new OcelliException(
        "there is no screen to open a window on",
        System.getenv("DISPLAY") == null ? "DISPLAY is not set" : System.getenv("DISPLAY"),
        "the desktop of this machine",
        "run it on a machine with a desktop and a Java that is not 'headless'; 'ocelli video"
            + " montage' and 'ocelli video frames' need none",
        cause);
  }

  static @Nullable Key key(int code) {
    return switch (code) {
      case KeyEvent.VK_Q, KeyEvent.VK_ESCAPE -> Key.QUIT;
      case KeyEvent.VK_SPACE -> Key.PAUSE;
      case KeyEvent.VK_LEFT -> Key.BACK;
      case KeyEvent.VK_RIGHT -> Key.FORWARD;
      case KeyEvent.VK_UP -> Key.FAR_FORWARD;
      case KeyEvent.VK_DOWN -> Key.FAR_BACK;
      case KeyEvent.VK_PERIOD -> Key.STEP;
      default -> null;
    };
  }

  /** Shows a frame; the picture may be changed or closed after the call. */
  @Override
  public void write(Image image, long timeMicros) {
    frames++;
    screen.show(image.toBufferedImage());
  }

  /** What stands above the window. */
  public void title(String text) {
    EventQueue.invokeLater(() -> window.setTitle(text));
  }

  /** The next key, waiting for it at most so long; null when there was none. */
  public @Nullable Key key(long micros) throws InterruptedException {
    return keys.poll(Math.max(0, micros), TimeUnit.MICROSECONDS);
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public String description() {
    return "a window";
  }

  @Override
  public void discard() {
    close();
  }

  @Override
  public void close() {
    EventQueue.invokeLater(window::dispose);
  }

  /** The surface: the last frame on black. */
  private static final class Screen extends JComponent {
    private transient volatile @Nullable BufferedImage shown;

    void show(BufferedImage image) {
      shown = image;
      repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, getWidth(), getHeight());
      BufferedImage image = shown;
      if (image == null) {
        return;
      }
      double scale =
          Math.min(
              (double) getWidth() / image.getWidth(), (double) getHeight() / image.getHeight());
      int width = (int) Math.round(image.getWidth() * scale);
      int height = (int) Math.round(image.getHeight() * scale);
      ((Graphics2D) graphics)
          .setRenderingHint(
              RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(
          image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
    }
  }
}
