package io.nerest.cameras.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.cameras.Cameras;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The corpus without its videos, which take a process each. */
class HostileCommandTest {
    @Test
    void everyHostileInputHasItsExpectedAnswer() {
        StringWriter out = new StringWriter();

        int exit = Cameras.run(new PrintWriter(out), new PrintWriter(out), "hostile");

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString()).contains("0 unexpected answers");
    }

    @Test
    void anUnexpectedAnswerIsAProblem() {
        assertThat(new HostileInput("images", "bad", false, Optional::empty).problem())
                .contains("was accepted");
        assertThat(new HostileInput("images", "good", true, () -> Optional.of("no")).problem())
                .isPresent();
        assertThat(new HostileInput("images", "bad", false, () -> Optional.of("")).problem())
                .isPresent();
        assertThat(new HostileInput("images", "bad", false, () -> {
                            throw new IllegalStateException("defect");
                        })
                        .problem())
                .isPresent();
        assertThat(new HostileInput("images", "bad", false, () -> Optional.of("no")).problem())
                .isEmpty();
    }
}
