package io.nerest.video.decoder;

import io.nerest.detector.image.OpenCv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/** Frames that FFmpeg reads from a file or an RTSP connection. */
final class FfmpegInput implements FrameInput {
    /** No playlists or descriptions, which name other files and addresses. */
    private static final String FILE_FORMATS =
            "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,h264,hevc";

    /** Containers and cameras without a clock state 1904, 1970 or 1980. */
    private static final Instant CLOCK_WAS_SET = Instant.parse("1990-01-01T00:00:00Z");

    static {
        OpenCv.load(); // configures JavaCPP's memory checks, which are read only once
        avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    }

    private final FFmpegFrameGrabber grabber;
    private final boolean paced;
    private AVRational timeBase = new AVRational();
    private long firstTimestamp = RawFrame.NO_TIME;
    private long startNanos;

    private FfmpegInput(FFmpegFrameGrabber grabber, boolean paced) {
        this.grabber = grabber;
        this.paced = paced;
    }

    /**
     * Loads the native libraries at the first call. {@link FFmpegFrameGrabber#tryLoad} is not used: it also wants libavdevice, which
     * needs libraries of X11 and of sound that containers lack, and which no video file or stream needs.
     *
     * @throws IllegalStateException if a library cannot be loaded
     */
    static void load() {
        try {
            List.of(avutil.class, swresample.class, avcodec.class, avformat.class, swscale.class)
                    .forEach(Loader::load);
        } catch (LinkageError e) {
            throw new IllegalStateException("the native libraries of FFmpeg cannot be loaded", e);
        }
    }

    /**
     * Opens a video file.
     *
     * @param paced whether frames are returned at the speed at which they were recorded
     * @throws IOException if it is not a video, or its frames have too many pixels
     */
    static FfmpegInput ofFile(Path file, boolean paced, long maxPixels) throws IOException {
        return open(
                new FFmpegFrameGrabber(file.toFile()),
                Map.of("protocol_whitelist", "file", "format_whitelist", FILE_FORMATS),
                paced,
                maxPixels,
                "the file cannot be read as a video: it is damaged, or in an unknown format");
    }

    /**
     * Opens an RTSP stream.
     *
     * @param url that FFmpeg connects to
     * @throws IOException if there is no video, or its frames have too many pixels
     */
    static FfmpegInput ofRtsp(String url, boolean udp, long maxPixels) throws IOException {
        return open(
                new FFmpegFrameGrabber(url),
                Map.of(
                        "protocol_whitelist",
                        "rtsp,rtp,udp,tcp",
                        "rtsp_transport",
                        udp ? "udp" : "tcp",
                        "timeout",
                        String.valueOf(TimeUnit.SECONDS.toMicros(10)),
                        "analyzeduration",
                        "1000000",
                        "fpsprobesize",
                        "0",
                        "allowed_media_types",
                        "video"),
                false,
                maxPixels,
                "the camera does not send a video over RTSP; check path, user and password");
    }

    private static FfmpegInput open(
            FFmpegFrameGrabber grabber, Map<String, String> options, boolean paced, long maxPixels, String problem)
            throws IOException {
        FfmpegInput input = new FfmpegInput(grabber, paced);
        options.forEach(grabber::setOption);
        grabber.setVideoOption("threads", "1");
        grabber.setVideoOption("max_pixels", String.valueOf(maxPixels));
        grabber.setImageMode(FrameGrabber.ImageMode.RAW);
        try {
            grabber.start();
            long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
            if (!grabber.hasVideo() || pixels < 4 || pixels > maxPixels) {
                throw new IOException("frames of %dx%d pixels are not accepted; the limit is %,d pixels"
                        .formatted(grabber.getImageWidth(), grabber.getImageHeight(), maxPixels));
            }
            input.timeBase = timeBase(grabber.getFormatContext());
        } catch (FrameGrabber.Exception e) {
            input.close();
            throw new IOException(problem, e);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
        return input;
    }

    private static AVRational timeBase(AVFormatContext context) throws IOException {
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                return stream.time_base();
            }
        }
        throw new IOException("there is no video");
    }

    @Override
    public Optional<RawFrame> next() throws IOException {
        try {
            Frame frame = grabber.grabImage();
            if (frame == null || !(frame.opaque instanceof AVFrame image)) {
                return Optional.empty();
            }
            long timestamp = timestamp(image);
            long started = grabber.getFormatContext().start_time_realtime();
            boolean clock = started != avutil.AV_NOPTS_VALUE && started > 0 && timestamp != RawFrame.NO_TIME;
            if (paced) {
                awaitTurn(timestamp);
            }
            return Optional.of(new FfmpegFrame(image, timestamp, clock ? started + timestamp : RawFrame.NO_TIME));
        } catch (FrameGrabber.Exception e) {
            throw new IOException("the video is damaged, or the connection broke", e);
        }
    }

    /**
     * Returns when a file's first frame was captured, in microseconds since 1970: the time that the container states, or else as
     * long before its end as it lasts.
     */
    long startsAt(long endsAt) {
        String stated = grabber.getMetadata("creation_time");
        if (stated != null) {
            try {
                Instant created = OffsetDateTime.parse(stated.replace(' ', 'T')).toInstant();
                if (created.isAfter(CLOCK_WAS_SET)) {
                    return ChronoUnit.MICROS.between(Instant.EPOCH, created);
                }
            } catch (DateTimeParseException noTime) {
                // as if none was stated
            }
        }
        return endsAt - Math.max(0, grabber.getLengthInTime());
    }

    private long timestamp(AVFrame image) {
        long ticks = image.best_effort_timestamp();
        return ticks == avutil.AV_NOPTS_VALUE
                ? RawFrame.NO_TIME
                : avutil.av_rescale(ticks, 1_000_000L * timeBase.num(), timeBase.den());
    }

    private void awaitTurn(long timestamp) {
        if (timestamp == RawFrame.NO_TIME) {
            return;
        }
        if (firstTimestamp == RawFrame.NO_TIME) {
            firstTimestamp = timestamp;
            startNanos = System.nanoTime();
        }
        long wait = TimeUnit.MICROSECONDS.toNanos(timestamp - firstTimestamp) - (System.nanoTime() - startNanos);
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        grabber.close();
    }
}
