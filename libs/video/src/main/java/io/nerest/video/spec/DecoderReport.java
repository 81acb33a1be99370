package io.nerest.video.spec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a decoder process has done since its start, sent every second and at its end.
 *
 * @param decoded frames that were decoded
 * @param sampled frames that the rule selected
 * @param written frames that were written to the spool folder
 * @param dropped frames that were sampled and then dropped, because writing or registering them took too long
 * @param queued frames that were sampled and not written yet
 * @param damaged sampled frames that were left out, because they are green, and frames that cannot be decoded
 * @param wrongSize frames that were left out, because their size is not the expected one
 * @param width of the last frame, in pixels; 0 before the first
 * @param height of the last frame, in pixels
 * @param unchangedMillis for how long no pixel has changed
 * @param message why the process ended; empty otherwise
 */
public record DecoderReport(
        Phase phase,
        long decoded,
        long sampled,
        long written,
        long dropped,
        long queued,
        long damaged,
        long wrongSize,
        int width,
        int height,
        long unchangedMillis,
        CaptureClockKind clock,
        String message) {
    private static final int FORMAT = 0x4e525231;
    private static final int LONGEST_MESSAGE = 500;

    /** State of the process. */
    public enum Phase {
        CONNECTING,
        READING,
        /** The file was read to its end. */
        ENDED,
        FAILED
    }

    public static DecoderReport connecting() {
        return new DecoderReport(Phase.CONNECTING, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, CaptureClockKind.NONE, "");
    }

    /** Returns this report with another phase. */
    public DecoderReport with(Phase next, String reason) {
        String text = reason.replaceAll("\\p{Cntrl}", " ");
        return new DecoderReport(
                next,
                decoded,
                sampled,
                written,
                dropped,
                queued,
                damaged,
                wrongSize,
                width,
                height,
                unchangedMillis,
                clock,
                text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
    }

    public void write(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeUTF(phase.name());
        for (long value : new long[] {decoded, sampled, written, dropped, queued, damaged, wrongSize}) {
            out.writeLong(value);
        }
        out.writeInt(width);
        out.writeInt(height);
        out.writeLong(unchangedMillis);
        out.writeUTF(clock.name());
        out.writeUTF(message);
    }

    /** Reads a report. @throws IOException if the input ends or is not a report */
    public static DecoderReport read(DataInput in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("the decoder process wrote something that is not a report");
        }
        Phase phase = constant(Phase.class, in.readUTF());
        long decoded = in.readLong();
        long sampled = in.readLong();
        long written = in.readLong();
        long dropped = in.readLong();
        long queued = in.readLong();
        long damaged = in.readLong();
        long wrongSize = in.readLong();
        int width = in.readInt();
        int height = in.readInt();
        long unchanged = in.readLong();
        CaptureClockKind clock = constant(CaptureClockKind.class, in.readUTF());
        return new DecoderReport(
                phase,
                decoded,
                sampled,
                written,
                dropped,
                queued,
                damaged,
                wrongSize,
                width,
                height,
                unchanged,
                clock,
                in.readUTF());
    }

    private static <T extends Enum<T>> T constant(Class<T> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("the decoder process reported an unknown value", e);
        }
    }
}
