package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.camera.RenderedCameras;
import io.nerest.simulator.stream.StreamRenderer;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A person adds a camera whose address does not answer, with images from a card. */
final class ConsoleCameraForm {
    private static final String ID = "reka-val-most-2";
    private static final int HOUR = 12;

    private final ConsoleStack stack;

    ConsoleCameraForm(ConsoleStack stack) {
        this.stack = stack;
    }

    void requireThatTheAddressIsTriedAndTimesAreThoseOfTheNames() throws Exception {
        StreamRenderer camera = new StreamRenderer(RenderedCameras.camera(3, 0), new FrameFormat(160, 96, 80), 0);
        FilePayload[] images = new FilePayload[2];
        for (int i = 0; i < images.length; i++) {
            images[i] = new FilePayload(
                    "IMG_20260801_12000" + i + ".jpg",
                    "image/jpeg",
                    camera.frame(i).jpeg());
        }
        try (ConsoleVisitor visitor = stack.visitor("Ольга", "OPERATOR", "en")) {
            Page page = visitor.page();
            visitor.openAndWait("streams?add");
            page.fill("input[name=name]", "Река Вал, мост 2");
            assertThat(page.inputValue("input[name=id]")).isEqualTo(ID);
            // Documentation addresses (RFC 5737) belong to nobody.
            page.fill("input[name=url]", "rtsp://192.0.2.1:554/river");
            page.setInputFiles("input[name=files]", images);
            assertThat(page.textContent("[data-times]")).contains("in the file names");

            page.click("form .main");
            Locator problem = page.locator("#url-problem");
            problem.waitFor();
            assertThat(problem.textContent()).contains("192.0.2.1:554 does not accept connections");
            assertThat(page.getAttribute("input[name=url]", "aria-invalid")).isEqualTo("true");
            assertThat(stack.ingest().get("/api/streams").findValuesAsText("id"))
                    .doesNotContain(ID);

            page.click("[data-anyway]");
            page.locator("text=is saved").waitFor();
            assertThat(page.textContent("main > nerest-streams > [role=status]"))
                    .contains("2 images stored");
            JsonNode frames = stack.ingest().get("/api/frames?stream=" + ID).path("frames");
            assertThat(frames.findValuesAsText("capturedAt")).containsExactlyInAnyOrder(time(0), time(1));
            // The card shows the state of the connection without a reload.
            page.locator("[data-stream='" + ID + "'] .tag.bad >> text=offline").waitFor();
            page.click("[data-stream='" + ID + "'] [data-remove]");
            page.fill("dialog[open] input", ID);
            page.click("dialog[open] button >> nth=0");
            page.locator("[data-stream='" + ID + "'] [data-remove]")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
        assertThat(stack.ingest().get("/api/sources").findValuesAsText("streamId"))
                .doesNotContain(ID);
    }

    private static String time(int second) {
        return LocalDateTime.of(2026, 8, 1, HOUR, 0, second)
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toString();
    }
}
