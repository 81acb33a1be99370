package io.nerest.video.decoder;

import io.nerest.detector.image.OpenCv;
import io.nerest.system.DaemonThreads;
import io.nerest.video.spec.DecoderReport;
import io.nerest.video.spec.DecoderSpec;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * The decoder process of one camera or file. It reads its specification from standard input, writes reports to standard
 * output, and ends when standard input ends.
 */
public final class DecoderMain {
    private static final int REPORT_MILLIS = 500;

    private DecoderMain() {}

    /** Runs the process; without arguments. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream reports =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err); // standard output carries reports alone
        DataInputStream in = new DataInputStream(System.in);
        DecoderSpec spec = DecoderSpec.read(in);
        DaemonThreads.start("end-with-parent", () -> endWith(in));
        loadNatives(spec);
        DecoderCounts counts = new DecoderCounts();
        DaemonThreads.start("reports", () -> report(reports, counts));
        DecoderReport last = end(spec, counts);
        synchronized (reports) {
            last.write(reports);
            reports.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    /** Before the first report, from which on the camera's silence is measured. */
    private static void loadNatives(DecoderSpec spec) {
        OpenCv.load();
        if (!(spec.input() instanceof DecoderSpec.Mjpeg)) {
            FfmpegInput.load();
        }
    }

    private static DecoderReport end(DecoderSpec spec, DecoderCounts counts) {
        try {
            new StreamDecoder(spec, counts).run();
            return counts.report().with(DecoderReport.Phase.ENDED, "");
        } catch (IOException | IllegalArgumentException e) {
            return counts.report().with(DecoderReport.Phase.FAILED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return counts.report().with(DecoderReport.Phase.FAILED, "the decoder was interrupted");
        }
    }

    private static void endWith(DataInputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The other end is gone, as at a normal end.
        }
        Runtime.getRuntime().halt(0);
    }

    private static void report(DataOutputStream reports, DecoderCounts counts) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(REPORT_MILLIS);
                synchronized (reports) {
                    counts.report().write(reports);
                    reports.flush();
                }
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
