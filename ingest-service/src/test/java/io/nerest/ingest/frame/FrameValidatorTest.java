package io.nerest.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameValidatorTest {
    private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final FrameValidator validator = new FrameValidator(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd.jpg", "/etc/passwd.jpg", "a\\b.jpg", "a\nb.jpg"})
    void aFileNameThatIsAPathIsRejected(String name) {
        assertRejected(() -> validator.checkFileName(name), 422, "send the name without folders");
    }

    @Test
    void aFileNameHasAtMost255Characters() {
        assertRejected(() -> validator.checkFileName("a".repeat(256)), 422, "256 characters");
        assertThatCode(() -> validator.checkFileName("a".repeat(255))).doesNotThrowAnyException();
    }

    @Test
    void aCaptureTimeMayBeFiveMinutesAhead() {
        assertThatCode(() -> validator.checkCaptureTime(NOW.plusSeconds(300))).doesNotThrowAnyException();
        assertRejected(() -> validator.checkCaptureTime(NOW.plusSeconds(301)), 422, "set the camera's clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"})
    void aCaptureTimeBefore1970IsRejected(String time) {
        assertRejected(() -> validator.checkCaptureTime(Instant.parse(time)), 422, "before 1970");
    }

    private static void assertRejected(ThrowingCallable check, int status, String reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(check)
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.toOutcome().status()).isEqualTo(status));
    }
}
