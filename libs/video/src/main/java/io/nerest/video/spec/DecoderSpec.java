package io.nerest.video.spec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one decoder process reads and writes. It reaches the process by its standard input, because arguments are visible to
 * every user of the machine and this contains credentials.
 *
 * @param input the camera or file
 * @param spool folder that receives the sampled frames
 * @param sampling text of a sampling rule
 * @param width that every frame must have, in pixels; 0 if that of the first frame decides
 * @param height that every frame must have, in pixels; 0 if that of the first frame decides
 * @param maxPixels largest product of a frame's width and height
 * @param spoolLimit most frames in the spool folder
 * @param quality of the JPEGs, 1 to 100
 * @param resumeAfter number of the last frame of a file that was registered before; 0 for none
 * @param startsAtMicros capture time of a file's first frame, in microseconds since 1970; of its end if the file says so
 */
public record DecoderSpec(
        Input input,
        Path spool,
        String sampling,
        FrameGeometry geometry,
        int width,
        int height,
        long maxPixels,
        int spoolLimit,
        int quality,
        long resumeAfter,
        long startsAtMicros) {
    private static final int FORMAT = 0x4e524431;

    /** What is read. */
    public sealed interface Input {
        /** Whether frames arrive whether or not they are read. */
        boolean isLive();
    }

    /**
     * An RTSP camera.
     *
     * @param url with credentials
     * @param udp whether RTP is received by UDP instead of the RTSP connection
     * @param allowedNetworks the allow-list of addresses
     */
    public record Rtsp(String url, boolean udp, List<String> allowedNetworks) implements Input {
        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public String toString() {
            return "an RTSP camera";
        }
    }

    /**
     * A camera that sends JPEGs over HTTP.
     *
     * @param url with credentials
     * @param allowedNetworks the allow-list of addresses
     */
    public record Mjpeg(String url, List<String> allowedNetworks) implements Input {
        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public String toString() {
            return "an HTTP camera";
        }
    }

    /**
     * A video file.
     *
     * @param paced whether it is read at the speed at which it was recorded, like a camera
     * @param timeIsEnd whether the given time is that of its end, and its first frame was captured when the container states or,
     *     without that, as long before as it lasts
     */
    public record VideoFile(Path file, boolean paced, boolean timeIsEnd) implements Input {
        /** A file whose first frame was captured at the given time. */
        public VideoFile(Path file, boolean paced) {
            this(file, paced, false);
        }

        @Override
        public boolean isLive() {
            return paced;
        }
    }

    /** Writes this specification. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        if (input instanceof Rtsp rtsp) {
            out.writeByte(1);
            out.writeUTF(rtsp.url());
            out.writeBoolean(rtsp.udp());
            writeTexts(out, rtsp.allowedNetworks());
        } else if (input instanceof Mjpeg mjpeg) {
            out.writeByte(2);
            out.writeUTF(mjpeg.url());
            writeTexts(out, mjpeg.allowedNetworks());
        } else if (input instanceof VideoFile video) {
            out.writeByte(3);
            out.writeUTF(video.file().toString());
            out.writeBoolean(video.paced());
            out.writeBoolean(video.timeIsEnd());
        }
        out.writeUTF(spool.toString());
        out.writeUTF(sampling);
        geometry.write(out);
        out.writeInt(width);
        out.writeInt(height);
        out.writeLong(maxPixels);
        out.writeInt(spoolLimit);
        out.writeInt(quality);
        out.writeLong(resumeAfter);
        out.writeLong(startsAtMicros);
    }

    /** Reads a specification. */
    public static DecoderSpec read(DataInput in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("the input is not the specification of a decoder");
        }
        Input input = switch (in.readByte()) {
            case 1 -> new Rtsp(in.readUTF(), in.readBoolean(), readTexts(in));
            case 2 -> new Mjpeg(in.readUTF(), readTexts(in));
            case 3 -> new VideoFile(Path.of(in.readUTF()), in.readBoolean(), in.readBoolean());
            default -> throw new IOException("the specification names an unknown kind of input");
        };
        return new DecoderSpec(
                input,
                Path.of(in.readUTF()),
                in.readUTF(),
                FrameGeometry.read(in),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong());
    }

    private static void writeTexts(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
