package io.nerest.selector.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerest.messaging.receiving.InboxConfig;
import io.nerest.testing.config.MappedConfig;
import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpiredFramesConfigTest {
    private static ExpiredFramesConfig full(String kept, String every) {
        return MappedConfig.full(
                ExpiredFramesConfig.class,
                Map.of("nerest.selector.expired-frames.kept", kept, "nerest.selector.expired-frames.every", every));
    }

    @Test
    void everyPropertyHasADefault() {
        ExpiredFramesConfig defaults = MappedConfig.defaults(ExpiredFramesConfig.class);

        assertThat(defaults.kept()).isEqualTo(Duration.ofDays(14));
        assertThat(defaults.every()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void everyPropertyIsMapped() {
        ExpiredFramesConfig config = full("30d", "10m");

        assertThat(config.kept()).isEqualTo(Duration.ofDays(30));
        assertThat(config.every()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aValueThatBreaksARuleIsRejected() {
        assertThatThrownBy(() -> full("0s", "2h")).isInstanceOf(ConfigValidationException.class);
        assertThatThrownBy(() -> full("15d", "0s")).isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void rowsStayForAtLeastTheTimeInWhichAnEventMayArriveAgain() {
        InboxConfig inbox = MappedConfig.defaults(InboxConfig.class);

        assertThatCode(() ->
                        ExpiredFrameRemoval.requireAfterInbox(MappedConfig.defaults(ExpiredFramesConfig.class), inbox))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ExpiredFrameRemoval.requireAfterInbox(full("13d", "2h"), inbox))
                .hasMessageContaining("nerest.selector.expired-frames.kept")
                .hasMessageContaining("nerest.inbox.retention");
    }
}
