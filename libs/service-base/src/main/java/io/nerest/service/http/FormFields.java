package io.nerest.service.http;

import io.nerest.arguments.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;

/** Checks the fields of the form in the current request. */
public final class FormFields {
    private FormFields() {}

    /**
     * Checks that a form has no other fields than known ones, and that their values can be stored.
     *
     * @throws ProblemException 422 with each field that breaks a rule
     */
    public static void requireKnown(Set<String> known) {
        FormData form = CurrentRequestManager.get().getFormData();
        if (form == null) {
            throw new ProblemException(422, "the body is not a form; send 'multipart/form-data' with a boundary");
        }
        List<InvalidField> errors = new ArrayList<>();
        for (String name : form) {
            if (name == null || name.isBlank()) {
                errors.add(new InvalidField("(no name)", "is a part without a name; name each part of the form"));
                continue;
            }
            if (!known.contains(name)) {
                errors.add(new InvalidField(
                        name.replaceAll("\\p{Cntrl}", "?"),
                        "is not a field of this form" + NearestName.hint(name, new TreeSet<>(known))));
                continue;
            }
            form.get(name).stream()
                    .filter(value -> !value.isFileItem())
                    .flatMap(value -> StorableText.problem(value.getValue()).stream())
                    .findFirst()
                    .ifPresent(problem -> errors.add(new InvalidField(name, problem)));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
