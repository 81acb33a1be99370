package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Sizes and times of the pages, as docs/console.md has them. */
final class ConsoleFigures {
    private static final Page.WaitForSelectorOptions ATTACHED =
            new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);

    private final ConsoleStack stack;
    private final RestClient ingest;
    private final HttpClient http = HttpClient.newHttpClient();

    ConsoleFigures(ConsoleStack stack) {
        this.stack = stack;
        this.ingest = stack.ingest();
    }

    /** Prints sizes of scripts and first paints; requires small scripts and a document that is not cached. */
    void requireSmallScripts() throws Exception {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (ConsoleVisitor visitor = stack.visitor("sizes", "OPERATOR", "en")) {
            // The page that follows the login is loaded first, so that its scripts are not counted as those of the next
            // one.
            visitor.page().waitForSelector("main h1, main h2", ATTACHED);
            Map<String, Long> seen = new LinkedHashMap<>();
            visitor.page().onResponse(response -> {
                if (response.url().contains("/static/bundle/") && response.url().endsWith(".js")) {
                    seen.computeIfAbsent(response.url(), this::gzippedSize);
                }
            });
            for (String path : List.of(
                    "streams",
                    "label",
                    "audit",
                    "campaigns",
                    "compare",
                    "models",
                    "frames",
                    "map",
                    "season",
                    "operations")) {
                visitor.open("/" + path);
                visitor.page().waitForSelector("h1, h2", ATTACHED);
                System.out.println(path + ": " + visitor.paints().firstPaint());
                sizes.put(
                        path, seen.values().stream().mapToLong(Long::longValue).sum());
            }
        }
        for (String path : List.of("/", "/label", "/campaigns/x")) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(stack.console().resolve(path))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .headers()
                            .firstValue("Cache-Control"))
                    .as("caching of %s, which names the scripts of its version", path)
                    .contains("no-cache");
        }
        System.out.println("scripts after gzip, bytes, sum over the pages opened so far: " + sizes);
        assertThat(sizes.get("streams")).isLessThan(40_000L);
        assertThat(sizes.get("label")).isLessThan(60_000L);
        assertThat(sizes.get("operations")).isLessThan(150_000L);
    }

    /** Prints how fast maps of many points are drawn and searched, and requires that a page does not hang. */
    void requireADrawnMap() {
        try (ConsoleVisitor visitor = stack.visitor("zoya", "VIEWER", "en")) {
            visitor.open("/map");
            visitor.page().waitForSelector(".map-window canvas");
            for (int points : List.of(100_000, 1_000_000)) {
                Object millis = visitor.page().evaluate("""
                        count => { const map = document.querySelector('nerest-map');
                          const values = () => Float32Array.from({length: count}, Math.random);
                          map.show({modelId: 'm', streams: ['s'], frameIds: new Array(count).fill('x'),
                            stream: new Uint8Array(count), x: values(), y: values(), labelled: [], confidence: [],
                            round: new Int8Array(count)});
                          const times = [];
                          for (let i = 0; i < 40; i++) times.push(map.draw());
                          return times.sort((a, b) => a - b)[20]; }""", points);
                double median = ((Number) millis).doubleValue();
                Object figures = visitor.page().evaluate("""
                        async () => { const map = document.querySelector('nerest-map');
                          const start = performance.now();
                          for (let i = 0; i < 30; i++) { await new Promise(requestAnimationFrame); map.draw(); }
                          const drawn = performance.now();
                          for (let i = 0; i < 100; i++) map.points.nearest(i / 100, 0.5, 0.02);
                          return [30000 / (drawn - start), (performance.now() - drawn) / 100]; }""");
                System.out.printf(
                        "map of %,d points: median %.1f ms of script a frame; frames a second and milliseconds to find a"
                                + " point: %s%n",
                        points, median, figures);
                assertThat(median).isLessThan(points == 100_000 ? 200 : 2_000);
            }
        }
    }

    /** Answers the request for the list itself, for no test has a million frames. The page and its images are real. */
    void requireAGridOfFewElements() throws Exception {
        JsonNode frame = ingest.get("/api/frames?limit=1").at("/frames/0");
        try (ConsoleVisitor visitor = stack.visitor("ivan", "VIEWER", "en")) {
            Page page = visitor.page();
            page.route(
                    "**/api/ingest/frames?*",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"total\":1000000,\"frames\":["
                                    + String.join(",", Collections.nCopies(120, frame.toString())) + "]}")));
            visitor.openAndWait("frames");
            page.waitForSelector(".grid-row img");
            page.evaluate("""
                    () => { window.longest = 0;
                      new PerformanceObserver(list => list.getEntries().forEach(entry =>
                        window.longest = Math.max(window.longest, entry.duration))).observe({type: 'longtask'}); }""");
            for (int step = 1; step <= 20; step++) {
                page.evaluate(
                        "share => { const grid = document.querySelector('.grid-window');"
                                + " grid.scrollTop = grid.scrollHeight * share }",
                        step / 20.0);
                page.waitForTimeout(50);
            }
            page.waitForFunction("() => document.querySelectorAll('.grid-row').length > 5");
            int nodes = ((Number) page.evaluate("() => document.querySelectorAll('.grid-row, .grid-row *').length"))
                    .intValue();
            System.out.printf(
                    "grid of 1,000,000 frames: %d elements of rows, longest task %s ms%n",
                    nodes, page.evaluate("() => window.longest"));
            assertThat(nodes).isBetween(30, 300);
        }
    }

    private long gzippedSize(String url) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            HttpResponse<byte[]> script =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(script.body());
            }
            return out.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
