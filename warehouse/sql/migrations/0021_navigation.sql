-- The home page of a site as a page that shows links.

ALTER TABLE operations.site_check ADD COLUMN home_key VARCHAR;
COMMENT ON COLUMN operations.site_check.home_key IS '首页标识: its key in operations.link, whose links are asked for like those of other pages';
