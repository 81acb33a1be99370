package io.nerest.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.BoundingBox;
import io.nerest.vision.box.LabelledBox;
import io.nerest.vision.box.ScoredBox;
import java.util.ArrayList;
import java.util.List;

/**
 * A person who labels frames whose true boxes are known: takes right suggestions, rejects wrong ones and draws missing boxes.
 * Counts the operations, and those that the same work takes in other tools by their documentation.
 */
final class LabellingSession {
    /** From this IoU with a true box on a suggestion is right. */
    private static final double RIGHT = 0.5;

    /** Pixels by which a click may miss its place. */
    private static final double NEAR_PIXELS = 2;

    private static final String ON_EDGE = """
            ([x, y, dx, dy]) => [[0, 0], [dx, 0], [-dx, 0], [0, dy], [0, -dy]].some(([a, b]) =>
              document.querySelector('nerest-stage').gripAt({ x: x + a, y: y + b }) !== undefined)
            """;
    private static final int DRAWN_MILLIS = 30_000;
    private static final String ELEMENTS_AT = """
            ([x1, y1, x2, y2]) => {
              const at = (x, y) => { const e = document.elementFromPoint(x, y); return e ? e.outerHTML.slice(0, 120) : 'nothing' };
              return [at(x1, y1), at(x2, y2), document.querySelectorAll('g.box').length,
                JSON.stringify(document.querySelector('nerest-stage').marks), scrollY, innerWidth, innerHeight] }
            """;

    private final ConsoleVisitor visitor;
    private final String title;
    private final Tally nerest = new Tally("Nerest, counted in this session");
    private final Tally cvat = new Tally("CVAT, by its documented steps");
    private final Tally labelStudio = new Tally("Label Studio, by its documented steps");
    private int right;
    private int wrong;
    private int drawn;
    private int empty;
    private int unchanged;
    private int frames;

    LabellingSession(ConsoleVisitor visitor, String title) {
        this.visitor = visitor;
        this.title = title;
    }

    /** Adds the frames of another session. */
    void add(LabellingSession other) {
        nerest.add(other.nerest.operations);
        cvat.add(other.cvat.operations);
        labelStudio.add(other.labelStudio.operations);
        right += other.right;
        wrong += other.wrong;
        drawn += other.drawn;
        empty += other.empty;
        unchanged += other.unchanged;
        frames += other.frames;
    }

    private static final class Tally {
        private final String tool;
        private Operations operations = Operations.NONE;

        Tally(String tool) {
            this.tool = tool;
        }

        void add(Operations... more) {
            for (Operations one : more) {
                operations = operations.plus(one);
            }
        }

        String row(int frames) {
            return "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f s |"
                    .formatted(
                            tool,
                            (double) operations.keys() / frames,
                            (double) operations.points() / frames,
                            (double) operations.clicks() / frames,
                            (double) operations.hands() / frames,
                            (double) operations.thoughts() / frames,
                            operations.seconds() / frames);
        }
    }

    /** Labels the frame in hand. */
    void label(List<LabelledBox> truth) {
        Page page = visitor.page();
        JsonNode marks = marks(page);
        List<LabelledBox> missing = new ArrayList<>(truth);
        List<Integer> rejected = new ArrayList<>();
        for (JsonNode mark : marks) {
            LabelledBox match = missing.stream()
                    .filter(box -> iou(mark, box) >= RIGHT)
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                rejected.add(mark.path("id").asInt());
            } else {
                missing.remove(match);
            }
        }
        frames++;
        right += marks.size() - rejected.size();
        wrong += rejected.size();
        drawn += missing.size();
        empty += truth.isEmpty() ? 1 : 0;
        unchanged += rejected.isEmpty() && missing.isEmpty() ? 1 : 0;
        nerest.add(Operations.THOUGHT);
        if (truth.isEmpty()) {
            visitor.press("KeyE", "e");
            nerest.add(Operations.KEY);
        } else {
            rejected.forEach(this::reject);
            missing.forEach(this::draw);
            nerest.add(missing.isEmpty() ? Operations.NONE : Operations.HAND.times(2));
            visitor.press("Space", " ");
            nerest.add(Operations.KEY);
        }
        countElsewhere(rejected.size(), missing.size());
    }

    /**
     * CVAT: a box is deleted under the pointer by Del; N and two clicks draw one; F shows the next frame. Label Studio: a box is chosen by a click
     * and deleted by Backspace; 1 chooses the label and two clicks draw; Ctrl+Enter submits. Both need the mouse as soon as a box
     * changes. Waiting for images, and saving in CVAT (Ctrl+S), are left out.
     */
    private void countElsewhere(int deleted, int added) {
        Operations hands = deleted + added > 0 ? Operations.HAND.times(2) : Operations.NONE;
        Operations drawing = Operations.THOUGHT.plus(Operations.KEY).plus(Operations.CLICK_AT.times(2));
        Operations pointing = new Operations(0, 1, 0, 0, 1);
        cvat.add(
                Operations.THOUGHT,
                pointing.plus(Operations.KEY).times(deleted),
                drawing.times(added),
                hands,
                Operations.KEY);
        labelStudio.add(
                Operations.THOUGHT,
                Operations.THOUGHT
                        .plus(Operations.CLICK_AT)
                        .plus(Operations.KEY)
                        .times(deleted),
                drawing.times(added),
                hands,
                Operations.KEY.times(2));
    }

    private void reject(int id) {
        nerest.add(Operations.THOUGHT);
        for (int tabs = 0; tabs < 100; tabs++) {
            if (selected() == id) {
                visitor.press("KeyX", "x");
                nerest.add(Operations.KEY);
                visitor.page()
                        .waitForFunction(
                                "id => !document.querySelector('nerest-stage').marks.some(mark => mark.id === id)", id);
                return;
            }
            visitor.page().keyboard().press("Tab");
            nerest.add(Operations.KEY);
        }
        throw new IllegalStateException("Tab does not reach box " + id);
    }

    private int selected() {
        Object id = visitor.page().evaluate("() => document.querySelector('nerest-stage').selected ?? -1");
        return ((Number) id).intValue();
    }

    private void draw(LabelledBox box) {
        Page page = visitor.page();
        int before = page.locator("g.box").count();
        BoundingBox area = page.locator("svg.boxes").boundingBox();
        Object onEdge = page.evaluate(
                ON_EDGE, List.of(box.left(), box.top(), NEAR_PIXELS / area.width, NEAR_PIXELS / area.height));
        if (Boolean.TRUE.equals(onEdge)) {
            page.keyboard().down("Shift");
            nerest.add(Operations.KEY);
        }
        click(area, box.left(), box.top());
        page.keyboard().up("Shift");
        click(area, box.right(), box.bottom());
        try {
            page.waitForFunction(
                    "n => document.querySelectorAll('g.box').length === n",
                    before + 1,
                    new Page.WaitForFunctionOptions().setTimeout(DRAWN_MILLIS));
        } catch (TimeoutError e) {
            throw new IllegalStateException(
                    "no box was drawn from %s in the image at %s; under its corners: %s"
                            .formatted(box, new Gson().toJson(area), page.evaluate(ELEMENTS_AT, corners(area, box))),
                    e);
        }
        nerest.add(Operations.THOUGHT, Operations.CLICK_AT.times(2));
    }

    private static List<Double> corners(BoundingBox area, LabelledBox box) {
        return List.of(
                area.x + box.left() * area.width,
                area.y + box.top() * area.height,
                area.x + box.right() * area.width,
                area.y + box.bottom() * area.height);
    }

    /** Clicks into the image; a corner on its border is clicked a pixel inside, as by a person. */
    private void click(BoundingBox area, double x, double y) {
        visitor.page()
                .mouse()
                .click(
                        area.x + Math.min(area.width - 1, Math.max(1, x * area.width)),
                        area.y + Math.min(area.height - 1, Math.max(1, y * area.height)));
    }

    private static JsonNode marks(Page page) {
        return new ObjectMapper()
                .valueToTree(
                        page.evaluate("() => document.querySelector('nerest-stage').marks.map(mark => ({...mark}))"));
    }

    private static double iou(JsonNode mark, LabelledBox box) {
        return scored(
                        mark.path("cx").asDouble(),
                        mark.path("cy").asDouble(),
                        mark.path("w").asDouble(),
                        mark.path("h").asDouble())
                .iou(scored(box.cx(), box.cy(), box.w(), box.h()));
    }

    private static ScoredBox scored(double cx, double cy, double w, double h) {
        return new ScoredBox(0, 1, cx, cy, w, h);
    }

    /** Returns the operations as a table. */
    String table() {
        return """
                %s: %d frames, %d without fish, %d whose suggestions were all right; %d right, %d wrong, %d missing boxes
                | a frame, on average | keys | points | clicks | hands | thoughts | time |
                |---|---|---|---|---|---|---|
                """.formatted(title, frames, empty, unchanged, right, wrong, drawn)
                + String.join("\n", nerest.row(frames), cvat.row(frames), labelStudio.row(frames));
    }
}
