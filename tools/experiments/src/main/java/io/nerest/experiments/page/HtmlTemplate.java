package io.nerest.experiments.page;

import io.nerest.system.AtomicFile;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A page's template among the resources of this package. All values are escaped; an unknown name is an error. */
public final class HtmlTemplate {
    private static final String HTML = Variant.TEXT_HTML;

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(HTML)))
            .strictRendering(true)
            .build();
    private final String name;

    /** @param name of the template, {@code experiment.html} */
    public HtmlTemplate(String name) {
        this.name = name;
    }

    /**
     * Writes a page.
     *
     * @param file replaced if it exists
     * @param values by name; records whose accessors are public
     */
    public void write(Path file, Map<String, Object> values) throws IOException {
        String page = engine.parse(read(name), Variant.forContentType(HTML))
                .instance()
                .data("style", new RawString(read("style.css")))
                .data("values", values)
                .render();
        AtomicFile.write(file, page);
    }

    private static String read(String name) throws IOException {
        try (InputStream resource = HtmlTemplate.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("no template " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
