package io.nerest.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderSessionsTest {

    @Test
    void rolesOfTheProviderDecideWhichPagesAreUsed() {
        assertThat(ProviderSessions.role(Set.of("operator"))).contains(ConsoleRole.OPERATOR);
        assertThat(ProviderSessions.role(Set.of("engineer", "offline_access"))).contains(ConsoleRole.OPERATOR);
        assertThat(ProviderSessions.role(Set.of("ecologist"))).contains(ConsoleRole.LABELLER);
        assertThat(ProviderSessions.role(Set.of("camera", "offline_access"))).isEmpty();
    }

    @Test
    void theTokenOfAPersonIsNotWrittenToLogs() {
        assertThat(new ConsoleSession("olga", ConsoleRole.VIEWER, "secret")).hasToString("olga, VIEWER");
    }
}
