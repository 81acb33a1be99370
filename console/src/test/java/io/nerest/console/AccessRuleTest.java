package io.nerest.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerest.console.gateway.AccessRule;
import io.nerest.console.session.ConsoleRole;
import io.nerest.console.session.ConsoleSession;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRuleTest {

    @Test
    void whoeverChangesSomethingNeedsMoreThanTheRoleOfAViewer() {
        assertThat(AccessRule.ALL)
                .filteredOn(rule -> !rule.method().equals("GET") && rule.role() == ConsoleRole.VIEWER)
                .extracting(rule -> rule.path().pattern())
                .containsExactly("/api(/session/end)");
    }

    @Test
    void theLabelOfAFrameIsStoredThroughTheDeskAlone() {
        String frame = UUID.randomUUID().toString();

        assertThat(AccessRule.of("POST", "/api/ingest/frames/" + frame + "/labels"))
                .isEmpty();
        assertThat(AccessRule.of("POST", "/api/label/frames/" + frame))
                .hasValueSatisfying(rule -> assertThat(rule.role()).isEqualTo(ConsoleRole.LABELLER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/ingest/frames/../streams",
                "/api/ingest/frames/%2e%2e/image",
                "/api/trainer/models/..",
                "/api/trainer/models/../../q/health",
                "/api/trainer/models/a/b",
                "/api/trainer/models/",
                "/api/selector/campaigns/1",
                "/api//session",
                "/api/session/",
                "/api/ingest/streams/x/../../frames",
                "/q/health"
            })
    void aPathThatNoRuleNamesDoesNotExist(String path) {
        assertThat(AccessRule.of("GET", path)).isEmpty();
    }

    @Test
    void anEngineerMayBeginASeasonButNeitherLabelNorAudit() {
        ConsoleSession engineer = new ConsoleSession("oleg", ConsoleRole.OPERATOR, false, "token");
        ConsoleSession labeller = new ConsoleSession("olga", ConsoleRole.LABELLER, true, null);

        for (String path : List.of("/api/label/next", "/api/audit/verdicts")) {
            AccessRule rule = AccessRule.of("POST", path).orElseThrow();
            assertThat(rule.allows(engineer)).as(path).isFalse();
            assertThat(rule.allows(labeller)).as(path).isTrue();
        }
        AccessRule season = AccessRule.of("POST", "/api/selector/seasons").orElseThrow();
        assertThat(season.allows(engineer)).isTrue();
        assertThat(season.allows(labeller)).isTrue();
    }

    @Test
    void anEcologistMayAddCamerasAndAViewerMayNot() {
        ConsoleSession ecologist = new ConsoleSession("nina", ConsoleRole.LABELLER, true, "token");
        ConsoleSession viewer = new ConsoleSession("raisa", ConsoleRole.VIEWER, false, null);

        for (String path : List.of("/api/ingest/streams/gate", "/api/ingest/sources/gate")) {
            AccessRule rule = AccessRule.of("PUT", path).orElseThrow();
            assertThat(rule.allows(ecologist)).as(path).isTrue();
            assertThat(rule.allows(viewer)).as(path).isFalse();
        }
    }

    @Test
    void rolesIncludeTheOnesBefore() {
        assertThat(ConsoleRole.OPERATOR.includes(ConsoleRole.LABELLER)).isTrue();
        assertThat(ConsoleRole.LABELLER.includes(ConsoleRole.LABELLER)).isTrue();
        assertThat(ConsoleRole.VIEWER.includes(ConsoleRole.LABELLER)).isFalse();
    }
}
