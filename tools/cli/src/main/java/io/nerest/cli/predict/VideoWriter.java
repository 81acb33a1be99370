package io.nerest.cli.predict;

import io.nerest.detector.image.DecodedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** Writes images as an H.264 MP4, which browsers play. */
public final class VideoWriter implements AutoCloseable {
    /** High enough for sharp boxes and text. */
    private static final int BITS_PER_PIXEL = 4;

    private final FFmpegFrameRecorder recorder;

    /** Opens a file for images of one size, scaled to even sides as H.264's chroma subsampling requires. */
    public VideoWriter(Path file, int width, int height, double rate) throws IOException {
        // Otherwise the encoder describes every video on the standard error stream.
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        int even = Math.max(2, width & ~1);
        recorder = new FFmpegFrameRecorder(file.toFile(), even, Math.max(2, height & ~1), 0);
        recorder.setFormat("mp4");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        recorder.setVideoCodecName("libopenh264");
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(rate);
        recorder.setVideoBitrate(Math.max(1_000_000, Math.multiplyExact(BITS_PER_PIXEL, width * height)));
        try {
            recorder.start();
        } catch (FrameRecorder.Exception e) {
            recorder.close();
            throw new IOException(file + " cannot be written as a video; check the space left, or use save=false", e);
        }
    }

    public void write(DecodedImage image) throws IOException {
        ByteBuffer bgr = image.mat().createBuffer();
        recorder.recordImage(
                image.width(),
                image.height(),
                Frame.DEPTH_UBYTE,
                3,
                Math.toIntExact(image.mat().step()),
                avutil.AV_PIX_FMT_BGR24,
                bgr);
    }

    @Override
    public void close() throws IOException {
        recorder.close();
    }
}
