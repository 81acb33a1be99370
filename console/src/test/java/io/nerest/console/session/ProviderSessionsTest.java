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
    void engineersUseThePagesOfOperatorsButMayNotLabel() {
        assertThat(ProviderSessions.session("oleg", Set.of("engineer"), "token"))
                .contains(new ConsoleSession("oleg", ConsoleRole.OPERATOR, false, "token"));
        assertThat(ProviderSessions.session("olga", Set.of("engineer", "operator"), "token"))
                .contains(new ConsoleSession("olga", ConsoleRole.OPERATOR, true, "token"));
        assertThat(ProviderSessions.session("nina", Set.of("ecologist"), "token"))
                .contains(new ConsoleSession("nina", ConsoleRole.LABELLER, true, "token"));
    }

    @Test
    void theTokenOfAPersonIsNotWrittenToLogs() {
        assertThat(new ConsoleSession("olga", ConsoleRole.VIEWER, false, "secret"))
                .hasToString("olga, VIEWER");
    }
}
