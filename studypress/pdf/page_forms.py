"""Pages that are laid on sheets, each as a form that the sheet draws."""

import pikepdf


def form_of(page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form that has its resources in common with the other pages. The page itself is of no use any more."""
    resources = page.obj.get("/Resources")
    if resources is None or not resources.is_indirect:
        return page.as_form_xobject()
    page.obj.Resources = pikepdf.Dictionary()  # or qpdf gives each form a copy of the names that all have together
    form = page.as_form_xobject()
    form.Resources = resources
    return form
