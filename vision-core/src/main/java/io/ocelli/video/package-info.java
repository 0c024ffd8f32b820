/**
 * Video in and out, by FFmpeg's libraries: {@link io.ocelli.video.FrameSource} gives frames with
 * their exact times, {@link io.ocelli.video.FrameSink} takes them.
 */
@NullMarked
package io.ocelli.video;

import org.jspecify.annotations.NullMarked;
