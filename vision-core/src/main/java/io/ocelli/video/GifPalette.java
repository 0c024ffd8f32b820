package io.ocelli.video;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import io.ocelli.image.Image;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Pictures to 256 colours, chosen for each picture by FFmpeg's palettegen (median cut) and set by
 * its paletteuse with error diffusion, so that no picture has to wait for the last one.
 */
final class GifPalette implements AutoCloseable {
  private static final String GRAPH =
      "split[a][b];[a]palettegen=stats_mode=single:reserve_transparent=0[p];"
          + "[b][p]paletteuse=new=1:dither=sierra2_4a";

  private final String name;
  private final long mark;
  private final AVFilterGraph graph;
  private final AVFilterContext source = new AVFilterContext((Pointer) null);
  private final AVFilterContext sink = new AVFilterContext((Pointer) null);
  private final AVFrame in = av_frame_alloc();
  private final AVFrame out = av_frame_alloc();

  GifPalette(int width, int height, String name) {
    Ffmpeg.load();
    Loader.load(avfilter.class);
    this.name = name;
    mark = Ffmpeg.mark();
    graph = avfilter_graph_alloc();
    String arguments =
        "video_size=%dx%d:pix_fmt=%d:time_base=1/100:pixel_aspect=1/1"
            .formatted(width, height, AV_PIX_FMT_BGR24);
    AVFilterInOut outputs = avfilter_inout_alloc();
    AVFilterInOut inputs = avfilter_inout_alloc();
    try {
      check(
          avfilter_graph_create_filter(
              source, avfilter_get_by_name("buffer"), "in", arguments, null, graph));
      check(
          avfilter_graph_create_filter(
              sink, avfilter_get_by_name("buffersink"), "out", null, null, graph));
      outputs.name(av_strdup(new BytePointer("in"))).filter_ctx(source).pad_idx(0);
      inputs.name(av_strdup(new BytePointer("out"))).filter_ctx(sink).pad_idx(0);
      check(avfilter_graph_parse_ptr(graph, GRAPH, inputs, outputs, null));
      check(avfilter_graph_config(graph, null));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    } finally {
      avfilter_inout_free(inputs);
      avfilter_inout_free(outputs);
    }
  }

  /** The picture in its colours, which the next call overwrites. */
  AVFrame of(Image image, long tick) {
    in.format(AV_PIX_FMT_BGR24);
    in.width(image.width());
    in.height(image.height());
    check(av_frame_get_buffer(in, 0));
    int rowBytes = 3 * image.width();
    byte[] row = new byte[rowBytes];
    ByteBuffer pixels = image.pixels();
    try (BytePointer to = new BytePointer(in.data(0))) {
      for (int y = 0; y < image.height(); y++) {
        pixels.get(row);
        to.position((long) y * in.linesize(0)).put(row, 0, rowBytes);
      }
    }
    in.pts(tick);
    check(av_buffersrc_add_frame_flags(source, in, 0));
    av_frame_unref(out);
    check(av_buffersink_get_frame(sink, out));
    return out;
  }

  private void check(int result) {
    Ffmpeg.check(result, mark, "the GIF cannot be written", name, "use another size or format");
  }

  @Override
  public void close() {
    av_frame_free(in);
    av_frame_free(out);
    avfilter_graph_free(graph);
  }
}
