package io.nerest.video.decoder;

import io.nerest.detector.image.DecodedImage;
import io.nerest.video.sampling.GreyImage;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** A frame of FFmpeg's decoder, by a reference to its pixels. */
final class FfmpegFrame implements RawFrame {
    private final AVFrame frame;
    private final long timestamp;
    private final long cameraTime;

    /** @param frame whose pixels are referenced, not copied; it remains owned by the caller */
    FfmpegFrame(AVFrame frame, long timestamp, long cameraTime) throws IOException {
        this.frame = avutil.av_frame_clone(frame);
        if (this.frame == null) {
            throw new IOException("there is not enough memory for a frame");
        }
        this.timestamp = timestamp;
        this.cameraTime = cameraTime;
    }

    @Override
    public int width() {
        return frame.width();
    }

    @Override
    public int height() {
        return frame.height();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public long cameraTime() {
        return cameraTime;
    }

    @Override
    public GreyImage grey() throws IOException {
        try (BytePointer pixels = new BytePointer(GreyImage.WIDTH * GreyImage.HEIGHT)) {
            scale(
                    GreyImage.WIDTH,
                    GreyImage.HEIGHT,
                    avutil.AV_PIX_FMT_GRAY8,
                    swscale.SWS_AREA,
                    pixels,
                    GreyImage.WIDTH);
            byte[] copy = new byte[GreyImage.WIDTH * GreyImage.HEIGHT];
            pixels.get(copy);
            return new GreyImage(copy);
        }
    }

    @Override
    public DecodedImage decode() throws IOException {
        Mat mat = new Mat(height(), width(), opencv_core.CV_8UC3);
        try {
            scale(
                    width(),
                    height(),
                    avutil.AV_PIX_FMT_BGR24,
                    swscale.SWS_BILINEAR,
                    mat.data(),
                    Math.toIntExact(mat.step()));
            return new DecodedImage(mat);
        } catch (IOException | RuntimeException e) {
            mat.close();
            throw e;
        }
    }

    private void scale(int width, int height, int format, int method, BytePointer target, int stride)
            throws IOException {
        SwsContext context = swscale.sws_getContext(
                frame.width(),
                frame.height(),
                frame.format(),
                width,
                height,
                format,
                method,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (context == null) {
            throw new IOException("frames of %dx%d in pixel format %d cannot be converted"
                    .formatted(frame.width(), frame.height(), frame.format()));
        }
        try (PointerPointer<BytePointer> planes = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(stride, 0, 0, 0)) {
            planes.put(0, target);
            for (int plane = 1; plane < 4; plane++) {
                planes.put(plane, (org.bytedeco.javacpp.Pointer) null);
            }
            swscale.sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
        } finally {
            swscale.sws_freeContext(context);
        }
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
    }
}
