package io.nerest.messaging.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Each failure is reported by its kind: only a timeout is called one. */
class DeliveryFailureTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static String reason(Throwable failure) {
        return DeliveryFailure.reason(failure, LIMIT, "a record could not be sent");
    }

    @Test
    void onlyATimeoutIsReportedAsOne() {
        assertThat(reason(new TimeoutException("expired"))).isEqualTo("the broker did not acknowledge within 30.0 s");
        assertThat(reason(new java.util.concurrent.TimeoutException()))
                .isEqualTo("the broker did not acknowledge within 30.0 s");
    }

    @Test
    void rejectedCredentialsAndMissingPermissionsAreReportedAsSuch() {
        assertThat(reason(new SaslAuthenticationException("invalid password")))
                .contains("rejected the credentials")
                .contains("invalid password")
                .doesNotContain("acknowledge");
        assertThat(reason(new ExecutionException(new TopicAuthorizationException("Not authorized: [frames]"))))
                .contains("lack a permission")
                .contains("frames");
    }

    @Test
    void aRecordThatIsTooLargeIsReportedAsSuch() {
        assertThat(reason(new ExecutionException(new RecordTooLargeException("2000000 bytes"))))
                .contains("larger than")
                .contains("2000000 bytes");
    }

    @Test
    void aWrongAddressIsReportedAsAConfigurationError() {
        KafkaException failure = catchThrowableOfType(
                KafkaException.class,
                () -> new KafkaProducer<>(
                                Map.of("bootstrap.servers", "no port"), new StringSerializer(), new StringSerializer())
                        .close());

        assertThat(reason(failure)).contains("configured wrongly").contains("no port");
    }

    @Test
    void anyOtherFailureKeepsItsOwnMessage() {
        assertThat(reason(new ExecutionException(new UnknownServerException("disk error"))))
                .isEqualTo("a record could not be sent: disk error");
    }
}
