package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a page painted what a person did, as the browser measured it: by its Event Timing (from the input to the next paint; events
 * below 16 ms are left out), its paint timing, and the measures of the Label page.
 */
final class PaintTimes {
    private static final String OBSERVE = """
            window.paintTimes = {events: [], contentful: 0, largest: 0};
            new PerformanceObserver(list => list.getEntries().filter(entry => entry.name === 'keydown').forEach(entry =>
              window.paintTimes.events.push([entry.duration, entry.processingEnd - entry.processingStart])))
              .observe({type: 'event', durationThreshold: 16, buffered: true});
            new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(entry =>
              window.paintTimes.contentful = entry.startTime)).observe({type: 'paint', buffered: true});
            new PerformanceObserver(list => list.getEntries().forEach(entry =>
              window.paintTimes.largest = entry.startTime)).observe({type: 'largest-contentful-paint', buffered: true});
            """;
    private static final String NEXT_FRAMES =
            "() => performance.getEntriesByName('nerest.next-frame').map(entry => [entry.duration, entry.detail])";
    private static final int AHEAD = 5;

    private final Page page;

    private PaintTimes(Page page) {
        this.page = page;
    }

    /** Lets all documents of a page record their times. */
    static PaintTimes of(Page page) {
        page.addInitScript(OBSERVE);
        return new PaintTimes(page);
    }

    /** Milliseconds from the key to the paint of the next frame, of all frames in their order. */
    List<Double> nextFrames() {
        return column(json(NEXT_FRAMES), 0);
    }

    /** Waits until five frames are decoded ahead; at most two seconds, for they do not arrive during an outage. */
    void untilDecodedAhead() {
        page.evaluate("""
                async ahead => { for (const end = Date.now() + 2000; Date.now() < end;) {
                  if (Number(document.querySelector('.label-page')?.dataset.decoded) >= ahead) return;
                  await new Promise(resolve => setTimeout(resolve, 5)); } }""", AHEAD);
    }

    /** The figures of a labelling session. */
    String session() {
        List<Double> ready = new ArrayList<>();
        for (JsonNode one : json(NEXT_FRAMES)) {
            if (one.path(1).asInt() >= AHEAD) {
                ready.add(one.path(0).asDouble());
            }
        }
        JsonNode events = json("() => window.paintTimes.events");
        return """
                key to next frame, all: %s
                key to next frame, five frames decoded ahead: %s
                key to paint (Event Timing): %s; its handler: %s""".formatted(
                        summary(nextFrames()), summary(ready), summary(column(events, 0)), summary(column(events, 1)));
    }

    /** First and largest contentful paint of the document, when its content is there. */
    String firstPaint() {
        page.waitForFunction("() => window.paintTimes.largest > 0 && document.querySelector('main h1, main h2')"
                + " && !document.querySelector('main .quiet')?.textContent.includes('…')");
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        JsonNode times = json("() => window.paintTimes");
        return String.format(
                Locale.ROOT,
                "first contentful paint %.0f ms, largest %.0f ms",
                times.path("contentful").asDouble(),
                times.path("largest").asDouble());
    }

    private JsonNode json(String script) {
        return new ObjectMapper().valueToTree(page.evaluate(script));
    }

    private static List<Double> column(JsonNode rows, int index) {
        List<Double> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.path(index).asDouble()));
        return values;
    }

    private static String summary(List<Double> values) {
        if (values.isEmpty()) {
            return "none measured";
        }
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%d measured, median %.0f ms, p95 %.0f ms",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.95)));
    }
}
