package io.nerest.standalone.demo;

import static io.nerest.standalone.demo.ConsoleStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** What the console shows about a campaign that has trained models. */
final class ConsoleTrainingPages {
    private final ConsoleStack stack;

    ConsoleTrainingPages(ConsoleStack stack) {
        this.stack = stack;
    }

    /**
     * Requires validation images, metrics by camera, and the overlap of strategies, of the newest round of a campaign.
     *
     * @param objects whether the validation frames have objects: without, there are no metrics
     */
    void requireImagesCamerasAndOverlap(String campaign, boolean objects) throws Exception {
        JsonNode last = lastRound(campaign);
        JsonNode examples = stack.client("trainer")
                .get("/api/trainings/" + last.path("trainingId").asText() + "/examples");
        JsonNode cameras = stack.client("trainer")
                .get("/api/models/" + last.path("modelId").asText() + "/streams");
        assertThat(examples.path("epoch").asInt()).isPositive();
        assertThat(cameras.isEmpty()).as("no metrics by camera").isEqualTo(!objects);
        JsonNode overlap = stack.selector()
                .get("/api/campaigns/" + campaign + "/batches/"
                        + last.path("round").asInt() + "/overlap");
        assertThat(overlap.path("names")).hasSizeGreaterThan(2);
        try (ConsoleVisitor visitor = stack.visitor("raisa", "VIEWER", "en")) {
            Page page = visitor.page();
            visitor.openAndWait("campaigns/" + campaign);
            Locator shown =
                    page.locator("[data-examples='" + examples.path("epoch").asInt() + "'] [data-frame]");
            shown.first().waitFor();
            assertThat(shown.count()).isEqualTo(examples.path("frames").size());
            int labels = 0;
            for (JsonNode frame : examples.path("frames")) {
                labels += frame.path("truth").size();
            }
            assertThat(labels > 0).as("labels on the frames").isEqualTo(objects);
            assertThat(page.locator("[data-frame] rect.of-label").count()).isEqualTo(labels);
            shown.first().scrollIntoViewIfNeeded();
            page.waitForFunction("() => document.querySelector('[data-frame] img').naturalWidth > 0");

            visitor.openAndWait("models");
            Locator row = page.locator("[data-model='" + last.path("modelId").asText() + "'] [data-cameras]");
            row.locator("summary").click();
            row.locator(objects ? "tbody tr" : "p >> text=not measured").first().waitFor();
            assertThat(row.locator("tbody th").allTextContents()).isEqualTo(cameras.findValuesAsText("streamId"));

            visitor.openAndWait("compare");
            Locator matrix = page.locator("[data-overlap='strategies']");
            matrix.waitFor();
            assertThat(matrix.locator("tbody tr").count())
                    .isEqualTo(overlap.path("names").size());
            assertThat(List.of(matrix.locator("tbody tr")
                            .first()
                            .locator("td")
                            .first()
                            .textContent()
                            .strip()))
                    .containsExactly(overlap.at("/common/0/0").asText());
            visitor.requireNoErrors();
        }
    }

    private JsonNode lastRound(String campaign) {
        return await().ignoreExceptions()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            JsonNode rounds = stack.selector()
                                    .get("/api/campaigns/" + campaign)
                                    .path("rounds");
                            return rounds.path(rounds.size() - 1);
                        },
                        round -> round.hasNonNull("modelId"));
    }
}
