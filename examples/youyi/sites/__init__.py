"""How the sites look: list pages by CMS family, detail pages by template."""
