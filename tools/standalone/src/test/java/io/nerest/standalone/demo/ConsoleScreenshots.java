package io.nerest.standalone.demo;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Stores screenshots of pages as WebP, which Chromium encodes: a third of PNG.
 *
 * @param folder where they are stored
 */
record ConsoleScreenshots(Path folder) {
    private static final String TO_WEBP = """
            async png => {
              const bytes = Uint8Array.from(atob(png), c => c.charCodeAt(0));
              const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
              const canvas = document.createElement('canvas');
              canvas.width = image.width; canvas.height = image.height;
              canvas.getContext('2d').drawImage(image, 0, 0);
              return canvas.toDataURL('image/webp', 0.8).split(',')[1]; }""";

    /**
     * Stores screenshots of pages in both languages.
     *
     * @param pages names of screenshots, each with the path of its page and a selector of what must be seen on it
     */
    void take(ConsoleVisitor visitor, Map<String, List<String>> pages) throws IOException {
        Files.createDirectories(folder);
        for (String language : List.of("en", "ru")) {
            visitor.choose(Map.of("nerest.language", language, "nerest.theme", "light"));
            for (Map.Entry<String, List<String>> page : pages.entrySet()) {
                visitor.openAndWait(page.getValue().get(0));
                visitor.page().waitForSelector(page.getValue().get(1));
                take(visitor.page(), "console-" + page.getKey() + "-" + language + ".webp");
            }
        }
    }

    private void take(Page page, String name) throws IOException {
        page.waitForFunction("() => [...document.images].every(image => image.complete)");
        String png = Base64.getEncoder().encodeToString(page.screenshot());
        Object webp = page.evaluate(TO_WEBP, png);
        Files.write(folder.resolve(name), Base64.getDecoder().decode(String.valueOf(webp)));
    }
}
