package io.nerest.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person with a browser of their own who is signed in to the console. Errors of the page are collected. */
final class ConsoleVisitor implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 90_000;
    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation', event => console.error('CSP: ' + event.violatedDirective + ' '
                + event.blockedURI + ' ' + event.sample));
            """;

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new ArrayList<>();
    private final CDPSession keyboard;
    private final PaintTimes paints;

    /** @param login address that opens the session */
    ConsoleVisitor(Browser browser, URI login, String locale) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(1280, 860)
                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        page = context.newPage();
        page.addInitScript(REPORT_VIOLATIONS);
        paints = PaintTimes.of(page);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> errors.add(page.url() + ": " + error));
        page.navigate(login.toString());
        keyboard = context.newCDPSession(page);
    }

    Page page() {
        return page;
    }

    /** Errors, policy violations and exceptions since the last call. */
    List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    void open(String path) {
        String url = page.url();
        page.navigate(url.substring(0, url.indexOf('/', "http://".length())) + path);
    }

    /** Opens a page and waits until its content is there. */
    void openAndWait(String path) {
        open("/" + path);
        page.waitForSelector(
                "main h1, main h2", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        if (path.equals("label")) {
            frameInHand();
        } else {
            page.waitForFunction("() => !document.querySelector('main .quiet')?.textContent.includes('…')");
        }
    }

    /** Presses a key by its place; the text is that of a Russian layout, which must not matter. */
    void press(String code, String text) {
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("code", code);
            event.addProperty("key", text);
            if (type.equals("keyDown") && text.length() == 1) {
                event.addProperty("text", text);
            }
            keyboard.send("Input.dispatchKeyEvent", event);
        }
    }

    /** Returns the frame in hand on the Label page, with its image. */
    String frameInHand() {
        return page.waitForFunction("""
                        () => { const stage = document.querySelector('nerest-stage');
                          return stage && stage.dataset.painted ? stage.dataset.painted : null }""").jsonValue().toString();
    }

    /** Waits until another frame is in hand, and returns it. */
    String nextFrame(String before) {
        return page.waitForFunction("""
                        before => { const stage = document.querySelector('nerest-stage');
                          return stage?.dataset.painted && stage.dataset.painted !== before
                            ? stage.dataset.painted : null }""", before, new Page.WaitForFunctionOptions().setTimeout(240_000))
                .jsonValue()
                .toString();
    }

    /** Waits until the Label page has loaded the images of at least so many frames. */
    void untilLoaded(int frames) {
        page.waitForFunction("n => Number(document.querySelector('.label-page')?.dataset.loaded) >= n", frames);
    }

    /** Waits until the server has stored all labels of the page. */
    void untilAllIsSaved() {
        page.waitForFunction(
                "() => document.querySelector('.sync')?.dataset.waiting === '0'",
                null,
                new Page.WaitForFunctionOptions().setTimeout(240_000));
    }

    PaintTimes paints() {
        return paints;
    }

    void setOffline(boolean offline) {
        context.setOffline(offline);
    }

    void choose(Map<String, String> settings) {
        settings.forEach((name, value) ->
                page.evaluate("([name, value]) => localStorage.setItem(name, value)", List.of(name, value)));
    }

    void requireNoErrors() {
        assertThat(takeErrors()).isEmpty();
    }

    @Override
    public void close() {
        // A page that is left releases its frames.
        page.navigate("about:blank");
        context.close();
    }
}
