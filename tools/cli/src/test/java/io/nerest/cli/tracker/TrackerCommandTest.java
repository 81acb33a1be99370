package io.nerest.cli.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cli.CountingCommands;
import io.nerest.commandline.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrackerCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aHundredFramesASecondWithTwentyFishOnOneCore() {
        assertThat(run("tracker", "bench", "--frames=600")).as(err.toString()).isEqualTo(ExitCode.OK);
        Matcher rate = Pattern.compile("one core: (\\d+) frames/s").matcher(out.toString());
        assertThat(rate.find()).as(out.toString()).isTrue();
        assertThat(Integer.parseInt(rate.group(1))).isGreaterThan(100);
    }

    @Test
    void tracksOfRenderedStreamsAgreeWithTheKnownOnes() {
        assertThat(run("tracker", "score", "--cameras=2", "--frames=40"))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        double[] noisy = all();
        out.getBuffer().setLength(0);
        assertThat(run("tracker", "score", "--cameras=2", "--frames=40", "--miss=0", "--move=0", "--false=0"))
                .isEqualTo(ExitCode.OK);
        double[] exact = all();
        assertThat(exact[0]).as("MOTA of exact boxes").isGreaterThan(0.95);
        assertThat(exact[1]).as("IDF1 of exact boxes").isGreaterThan(0.9);
        assertThat(exact[2]).as("HOTA of exact boxes").isGreaterThan(0.9);
        assertThat(noisy[0]).as("MOTA with a tenth missed").isBetween(0.6, 0.95);
        assertThat(noisy[1]).as("IDF1 with a tenth missed").isBetween(0.6, 0.98);
    }

    /** Boxes, MOTA, IDF1 and HOTA are the first columns of the last line. */
    private double[] all() {
        Matcher line = Pattern.compile("all +\\d+ +(\\S+) +(\\S+) +(\\S+)").matcher(out.toString());
        assertThat(line.find()).as(out.toString()).isTrue();
        return new double[] {
            Double.parseDouble(line.group(1)), Double.parseDouble(line.group(2)), Double.parseDouble(line.group(3))
        };
    }

    private int run(String... args) {
        return CountingCommands.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
